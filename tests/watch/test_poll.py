"""Validators are kept only where they can go back byte for byte."""

import pytest

from alertbot.model import Validators
from alertbot.watch.poll import conditional, validators_of
from alertbot.web.client import Response

OLD = Validators(etag='"old"', last_modified="then")


def response(status: int, **headers: str) -> Response:
    return Response(url="https://x.example/", status=status, headers=headers, body=b"", permanent=False)


@pytest.mark.parametrize(
    ("got", "kept"),
    [
        (response(200), Validators()),
        (response(200, ETag='W/"new"'), Validators(etag='W/"new"')),
        (response(304), OLD),
        (response(304, ETag='"new"'), Validators(etag='"new"', last_modified="then")),
        (response(200, ETag='"\udcff"'), Validators()),
        (response(200, ETag="x" * 2000), Validators()),
        (response(200, ETag=""), Validators()),
    ],
)
def test_validators(got: Response, kept: Validators):
    assert validators_of(got, before=OLD) == kept


def test_only_what_was_given_is_sent():
    assert conditional(Validators()) == {}
    assert conditional(OLD) == {"If-None-Match": '"old"', "If-Modified-Since": "then"}

from alertbot.languages.scripts.letters import keep_case


def doubled(small: str) -> str:
    return "".join(letter * 2 for letter in small)


def test_capitals_are_put_back():
    words = {
        "ab": "aabb",
        "Ab": "Aabb",
        "AB": "AABB",
        "A": "Aa",
        "ABc": "AABBcc",
        "AbCd": "AabbCcdd",
        "aBC": "aaBBCC",
    }
    assert {word: keep_case(word, doubled) for word in words} == words


def test_what_changes_case_too_often_is_taken_as_small():
    assert keep_case("aB" * 20, doubled) == "aabb" * 20

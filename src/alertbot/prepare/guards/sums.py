"""Adds up the words and digits of one number: "two hundred and fifty", "2 milyard 800 milyon", "3万5千"."""

from dataclasses import dataclass, field
from decimal import Decimal

from alertbot.prepare.guards.tokens import Kind, Token

_TEN, _HUNDRED, _THOUSAND = Decimal(10), Decimal(100), Decimal(1000)
_HALF = Decimal("0.5")
_SCORES = (Decimal(60), Decimal(80))  # soixante-dix, quatre-vingt-dix


@dataclass(slots=True)
class Sum:
    """A number while its tokens come in; `choice` is the reading of digits that have several."""

    units_first: bool = False
    total: Decimal = Decimal(0)  # of what has been multiplied by a thousand or more
    section: Decimal = Decimal(0)  # below a thousand, of what has been multiplied
    pending: Decimal | None = None  # not multiplied yet
    room: Decimal | None = None  # what may still be added to `pending` is less
    scale: Decimal | None = None  # the last one of a thousand or more
    terms: list[Decimal] = field(default_factory=list)

    @property
    def value(self) -> Decimal:
        """What it comes to."""
        return self.total + self._rest

    @property
    def addends(self) -> tuple[Decimal, ...]:
        """The terms, each with its scale."""
        return (*self.terms, self._rest) if self._rest else tuple(self.terms)

    @property
    def _rest(self) -> Decimal:
        return self.section + (self.pending or 0)

    def takes(self, token: Token, value: Decimal) -> bool:
        """Whether the token goes on with this number."""
        if token.kind is Kind.SCALE:
            return self._takes_scale(value)
        if self.pending is None:
            return self._has_place_for(value)
        if token.kind is Kind.DIGITS or self.room is None:
            return False
        return value == _HALF or value < self.room or self._is_turned(value)

    def add(self, token: Token, value: Decimal) -> None:
        """Take the token in; it must be one that this number `takes`."""
        if token.kind is Kind.SCALE:
            self._multiply(value)
        elif value == _HALF and self.pending is None and self.scale is not None and not self.section:
            self._add_term(value * self.scale)
        else:
            self.room = self._room_after(token, value)
            self.pending = (self.pending or 0) + value

    def _has_place_for(self, value: Decimal) -> bool:
        if self.section:
            return value < _HUNDRED
        return self.scale is None or value < self.scale

    def _is_turned(self, value: Decimal) -> bool:
        """Whether it is the tens after the units, as German and Arabic say them."""
        return (
            self.units_first
            and self.pending is not None
            and 0 < self.pending % _HUNDRED < _TEN
            and _is_tens(value)
        )

    def _takes_scale(self, value: Decimal) -> bool:
        if value >= _THOUSAND:
            return True
        return self.pending is None or self.pending < value or not self.section

    def _multiply(self, value: Decimal) -> None:
        if value < _THOUSAND:
            self.section += (1 if self.pending is None else self.pending) * value
        elif self.scale is not None and value > self.scale:  # 万亿, "thousand million"
            self.total = (self.total + self._rest) * value
            self.terms, self.section, self.scale = [self.total], Decimal(0), value
        else:
            self._add_term((self._rest or (Decimal(0) if self.pending is not None else 1)) * value)
            self.section, self.scale = Decimal(0), value
        self.pending = self.room = None

    def _add_term(self, term: Decimal) -> None:
        self.total += term
        self.terms.append(term)

    def _room_after(self, token: Token, value: Decimal) -> Decimal | None:
        if token.kind is Kind.DIGITS:
            return Decimal(0)
        if value >= _HUNDRED:
            return _HUNDRED
        if value in _SCORES:
            return _TEN * 2
        return _TEN if _is_tens(value) else Decimal(0)


def _is_tens(value: Decimal) -> bool:
    return _TEN <= value < _HUNDRED and not value % _TEN

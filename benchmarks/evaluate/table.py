"""One figure beside a rival's, and the table of them."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """What was measured, what is to be reached, ours, and the best existing library's on the same text."""

    what: str
    goal: float | None
    ours: float
    rival: str
    theirs: float | None
    percent: bool = True

    def cells(self) -> tuple[str, ...]:
        """The cells of its line in the table."""
        reached = "" if self.goal is None else "yes" if self.ours >= self.goal else "NO"
        theirs = "–" if self.theirs is None else f"{self.rival} {self._shown(self.theirs)}"
        goal = "–" if self.goal is None else self._shown(self.goal)
        return (self.what, goal, self._shown(self.ours), reached, theirs)

    def _shown(self, figure: float) -> str:
        return f"{figure:.2%}" if self.percent else f"{figure:.3f}"


def print_table(title: str, rows: Iterable[Row]) -> None:
    """As Markdown, line by line as the figures come."""
    print(
        f"\n## {title}\n\n| What | Goal | Ours | Reached | Best existing |\n|---|---|---|---|---|", flush=True
    )
    for row in rows:
        print("| " + " | ".join(row.cells()) + " |", flush=True)

"""One figure beside a rival's, the section it belongs to, and the table of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.evaluate.texts import Missing


@dataclass(frozen=True)
class Row:
    """What was measured, what is to be reached, ours, and the best existing library's on the same text."""

    what: str
    goal: float | None
    ours: float
    rival: str = ""
    theirs: float | None = None
    percent: bool = True

    def cells(self) -> tuple[str, ...]:
        """The cells of its line in the table."""
        reached = "" if self.goal is None else "yes" if self.ours >= self.goal else "NO"
        theirs = "–" if self.theirs is None else f"{self.rival} {self._shown(self.theirs)}"
        goal = "–" if self.goal is None else self._shown(self.goal)
        return (self.what, goal, self._shown(self.ours), reached, theirs)

    def _shown(self, figure: float) -> str:
        return f"{figure:.2%}" if self.percent else f"{figure:.3f}"


@dataclass(frozen=True)
class Section:
    """A table: its measures take the folder of texts, and each does without those of the others."""

    title: str
    measures: tuple[Callable[[Path], Iterator[Row]], ...]


def print_section(section: Section, folder: Path) -> None:
    """As Markdown, line by line as the figures come; what texts were missing is said below."""
    print(f"\n### {section.title}\n\n| What | Goal | Ours | Reached | Best existing |", flush=True)
    print("|---|---|---|---|---|")
    missing: dict[str, None] = {}  # in order, each once
    for measure in section.measures:
        try:
            for row in measure(folder):
                print("| " + " | ".join(row.cells()) + " |", flush=True)
        except Missing as text:
            missing[str(text)] = None
    if missing:
        print(f"\nNot measured, because the folder does not have them: {', '.join(missing)}.")

"""The plots of a report as SVG: shares by group, refusal, reliability."""

import io
import warnings
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from index.refusal import Point
from knowledge.text import clean

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Colours that people with any colour vision can tell apart (Okabe & Ito 2008).
BLUE, ORANGE, GREY = "#0072b2", "#d55e00", "#777777"
WIDTH_INCHES = 7.0
#: Limits that are written beside the curve.
TOLD_LIMITS = (0.1, 0.3, 0.6, 0.9)
_STYLE: Any = {
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "opastin",  # the same numbers give the same file
    "text.parse_math": False,
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def group_plot(groups: Mapping[str, Any]) -> bytes:
    """Bars of hit@3 and hit@1 for each group, the first one on top, as SVG.

    Args:
        groups: measures of each group; those without an answerable case are left out.
    """
    known = {name: group for name, group in groups.items() if group["n"]}

    def draw(figure: "Figure") -> None:
        axes = figure.subplots()
        places = range(len(known))
        for measure, height, colour in (("hit@3", 0.8, BLUE), ("hit@1", 0.4, ORANGE)):
            shares = [group[measure] for group in known.values()]
            axes.barh(places, shares, height, color=colour, label=measure)
        labels = [f"{clean(name)[:40]} ({group['n']})" for name, group in known.items()]
        axes.set_yticks(places, labels)
        axes.set_ylim(len(known) - 0.4, -0.6)
        axes.set_xlim(0, 1)
        axes.set_axisbelow(True)
        axes.grid(axis="x", alpha=0.4)
        axes.set_xlabel("share of the cases with a door (their number in brackets)")
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False)

    return _svg(1.2 + 0.24 * len(known), draw)


def refusal_plot(curve: Sequence[Point], limit: float, seen: Mapping[str, Any]) -> bytes:
    """Abstention against wrong refusal over the limit of "no door", as SVG.

    Args:
        curve: what each limit gives.
        limit: the limit in use.
        seen: `abstained` and `refused` as measured with it.
    """

    def draw(figure: "Figure") -> None:
        axes = figure.subplots()
        axes.plot([p.refused for p in curve], [p.abstained for p in curve], color=BLUE)
        for point in curve:
            if point.limit in TOLD_LIMITS:
                _mark(axes, point.refused, point.abstained, f"{point.limit:g}", GREY)
        _mark(axes, seen["refused"], seen["abstained"], f"{limit:g} (in use)", ORANGE)
        axes.set_xlabel("refused: share of the cases with a door that got none")
        axes.set_ylabel("abstained: share of the cases\nwithout a door that got none")
        # What matters lies near the limit in use, in a corner of the whole.
        axes.set_ylim(max(0.0, seen["abstained"] - 0.3), 1.02)
        axes.set_xlim(0, min(1.0, max(0.1, 4 * seen["refused"])))
        axes.grid(alpha=0.4)

    return _svg(3.6, draw)


def reliability_plot(calibration: Mapping[str, Any]) -> bytes:
    """A reliability diagram for each certainty, side by side, as SVG.

    Args:
        calibration: for its names what `Reliability.values` gives.
    """

    def draw(figure: "Figure") -> None:
        every = figure.subplots(1, len(calibration), sharey=True, squeeze=False)[0]
        for axes, (name, values) in zip(every, calibration.items(), strict=True):
            axes.plot([0, 1], [0, 1], color=GREY, linestyle="--", linewidth=1)
            steps = values["steps"]
            sure, right = [s["certainty"] for s in steps], [s["right"] for s in steps]
            axes.plot(sure, right, color=BLUE, marker="o", markersize=4)
            for step in steps:
                place = (step["certainty"], step["right"])
                axes.annotate(str(step["n"]), place, (4, -9), textcoords="offset points")
            axes.set_title(f"{name}: error {values['ece']}, {values['n']} cases", fontsize=9)
            axes.set_xlabel("certainty")
            axes.set_xlim(0, 1.03)
            axes.set_ylim(0, 1.03)
            axes.grid(alpha=0.4)
        every[0].set_ylabel("share that came true")

    return _svg(3.6, draw)


def _mark(axes: "Axes", x: float, y: float, text: str, colour: str) -> None:
    axes.plot([x], [y], marker="o", markersize=5, color=colour)
    axes.annotate(text, (x, y), (6, -9), textcoords="offset points", color=colour)


def _svg(height_inches: float, draw: Any) -> bytes:
    import matplotlib  # heavy: only when a report is written
    from matplotlib.figure import Figure

    out = io.BytesIO()
    with matplotlib.rc_context(_STYLE), warnings.catch_warnings():
        # A label may be in any script; the browser has letters that the plot's font lacks.
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        figure = Figure(figsize=(WIDTH_INCHES, height_inches), layout="constrained")
        draw(figure)
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()

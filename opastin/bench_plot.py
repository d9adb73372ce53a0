"""A plot of the search at growing sizes, as SVG."""

from collections.abc import Sequence
from pathlib import Path

from opastin.bench_scale import Line


def plot(lines: Sequence[Line], path: Path) -> None:
    """Draw the median time of a search over the number of views, both logarithmic.

    Args:
        lines: what was measured; engines are told apart by the word their names begin with.
        path: an `.svg` file.
    """
    import matplotlib as mpl

    mpl.use("svg")
    # The same numbers give the same file.
    mpl.rcParams.update({"svg.hashsalt": "opastin", "svg.fonttype": "none"})
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4.2), layout="constrained")
    for name in dict.fromkeys(line.engine.split(" (")[0] for line in lines):
        own = [line for line in lines if line.engine.split(" (")[0] == name]
        width = 2.6 if name == "ours" else 1.3
        axes.plot(
            [line.size for line in own], [line.p50_ms for line in own],
            marker="o", linewidth=width, label=name,
        )  # fmt: skip
    axes.set(xscale="log", yscale="log", xlabel="views", ylabel="median time of a search, ms")
    axes.grid(alpha=0.3)
    axes.legend(frameon=False)
    figure.savefig(path, format="svg", metadata={"Date": None})
    pyplot.close(figure)

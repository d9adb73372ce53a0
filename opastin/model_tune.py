"""`opastin model tune`: teach the encoder this catalogue's questions."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from index.build import bundled
from index.encoder import CompactEncoder
from index.tuned_model import DELTA, tuned_weights, write_delta
from index.tuning import tune
from index.tuning_check import hits_by_summary, left_out_needs, their_entries
from index.tuning_pairs import Pair, batches
from index.views import Question
from knowledge import needs as needs_data


def tune_command(
    output: Annotated[Path, typer.Option(help="Where the changed numbers are written.")] = DELTA,
    steps: Annotated[int, typer.Option(min=1, help="Batches that are learnt from.")] = 150,
    batch_size: Annotated[int, typer.Option(min=2, help="Pairs in a batch.")] = 48,
    seed: Annotated[int, typer.Option(help="The same seed gives the same pairs.")] = 7,
    leave_out: Annotated[
        bool,
        typer.Option(
            "--leave-out",
            help="Learn without a fifth of the needs and their entries, "
            "tell how these are found before and after, and write nothing.",
        ),
    ] = False,
) -> None:
    """Tune the bundled model on the example questions, into a small file of changed numbers.

    Needs no network. A step takes 5 to 15 s on two cores.
    """
    needs, material = needs_data.load(), bundled()
    names = left_out_needs(needs) if leave_out else []
    without = their_entries(names, needs)
    known = [question for question in material.questions if question.need not in names]
    drawn = list(
        batches(
            known,
            needs,
            material.catalogue,
            count=steps,
            size=batch_size,
            seed=seed,
            without=without,
        )
    )
    if leave_out:
        _compare(drawn, material.questions, names, seed)
        return
    tuned = tune(drawn, seed=seed, progress=_tell)
    write_delta(output, tuned.changed)
    typer.echo(f"loss {tuned.losses[0]:.2f} at first, {tuned.losses[-1]:.2f} at last")
    typer.echo(f"{output} written; try it with: opastin index --encoder {output}")


def _compare(
    drawn: list[list[Pair]], questions: list[Question], names: list[str], seed: int
) -> None:
    needs, catalogue = needs_data.load(), bundled().catalogue
    typer.echo(f"left out: {', '.join(names)}; {len(their_entries(names, needs))} entries")
    before = hits_by_summary(CompactEncoder(), questions, needs, catalogue, names)
    _say("before", before)
    tuned = tune(drawn, seed=seed, progress=_tell)
    with TemporaryDirectory() as folder:
        write_delta(Path(folder) / "changed.npz", tuned.changed)
        encoder = CompactEncoder(tuned_weights(Path(folder) / "changed.npz", Path(folder)))
        _say("after", hits_by_summary(encoder, questions, needs, catalogue, names))


def _say(when: str, hits: dict[str, float]) -> None:
    typer.echo(
        f"{when}: hit@1 {hits['hit@1']:.3f}, hit@3 {hits['hit@3']:.3f} "
        f"({hits['questions']:.0f} questions, summaries only)"
    )


def _tell(share: float) -> None:
    typer.echo(f"\r{share:4.0%}", nl=False, err=True)
    if share >= 1:
        typer.echo(err=True)

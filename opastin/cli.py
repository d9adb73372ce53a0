"""The command `opastin`: one place where all commands are found."""

import typer

from opastin import bench, catalogue, chat, evaluate, index, model, run, search, train, understand
from opastin.errors import shown_plainly

app = typer.Typer(
    help="Opastin: guidance services of North Ostrobothnia, found in one's own language.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("search")(search.search_command)
app.command("understand")(understand.understand_command)
app.command("index")(index.index_command)
app.command("train")(train.train_command)
app.command("chat")(chat.chat_command)
app.command("run")(run.run_command)
app.command("bench")(bench.bench_command)
app.add_typer(evaluate.app, name="evaluate")
app.add_typer(catalogue.app, name="catalogue")
app.add_typer(model.app, name="model")


def main() -> None:
    """Run the command line."""
    with shown_plainly():
        app(standalone_mode=True)


if __name__ == "__main__":
    main()

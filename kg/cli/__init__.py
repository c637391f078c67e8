"""The command line: one module a command, loaded only when it is called, so that ``kg --help`` is quick."""

from __future__ import annotations

import atexit
import gc
import importlib

import click

import kg

__all__ = ["main"]

COMMANDS = {
    "build": "Read articles and write the graph, its page and its ledger.",
    "cypher": "Ask a graph in Cypher.",
    "diff": "What changed between two outputs.",
    "documents": "List the documents of an output.",
    "evaluate": "Compare what kg reads with gold documents.",
    "export": "Write a graph in other formats.",
    "query": "Ask a graph the common questions.",
    "remove": "Take documents out of an output.",
    "review": "Write a sheet to decide in, or read its decisions back.",
    "train": "Train the statistical models on a corpus.",
    "validate": "Check the schemas: every fault with file, line and cure.",
    "verify": "Re-read every source and check every quote.",
    "view": "Open the page of a graph.",
}


class LazyGroup(click.Group):
    """A group whose commands live in ``kg.cli.<name>`` as the function ``command``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        return importlib.import_module(f"kg.cli.{cmd_name}").command  # type: ignore[no-any-return]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name]) for name in sorted(COMMANDS)])


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(kg.__version__, prog_name="kg")
def main() -> None:
    """Read Chinese articles about development zones into a knowledge graph."""
    atexit.register(gc.freeze)  # else Python looks through the whole pipeline for garbage at the end: a quarter second

"""``peerlight paths``: where things lie on this machine."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("paths")(paths)


def paths() -> None:
    """Print where configuration and caches lie; data live in each community's own folder."""
    import platformdirs

    for what, folder in (
        ("configuration", platformdirs.user_config_path("peerlight")),
        ("cache", platformdirs.user_cache_path("peerlight")),
    ):
        typer.echo(f"{what}\t{folder}")

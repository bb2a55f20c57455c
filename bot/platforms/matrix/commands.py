"""`python -m bot matrix …`: look at how things stand, and start anew where that is wanted."""

import asyncio
from typing import Annotated

import typer

from bot.logs import set_up_logs
from bot.settings import Settings, SettingsError, load_settings

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, help="the bot's account on Matrix")


@app.command()
def doctor() -> None:
    """Say whether session, keys, identity and staff room are sound; changes nothing. Exit code 1 if not."""
    settings = _settings()
    if not asyncio.run(_examined(settings)):
        raise typer.Exit(1)


@app.command()
def reset(
    identity: Annotated[
        bool, typer.Option("--identity", help="replace the account's identity, not the device")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="do not ask")] = False,
) -> None:
    """Start anew as a new device (stop the service first); the old keys are moved aside, never deleted."""
    settings = _settings()
    what = "replace the identity, so that people must verify it again" if identity else "start as a new device"
    if not yes:
        typer.confirm(f"{settings.matrix_user}: {what}?", abort=True)
    asyncio.run(_reset(settings, identity=identity))


async def _examined(settings: Settings) -> bool:
    from bot.platforms.matrix.doctor import examine
    from bot.platforms.matrix.settings import MatrixSettings

    sound = True
    async for finding in examine(MatrixSettings.of(settings)):
        colour = typer.colors.GREEN if finding.is_sound else typer.colors.RED
        typer.secho(f"{'ok  ' if finding.is_sound else 'BAD '}{finding.what}: {finding.words}", fg=colour)
        sound = sound and finding.is_sound
    return sound


async def _reset(settings: Settings, *, identity: bool) -> None:
    from bot.platforms.matrix.errors import MatrixError
    from bot.platforms.matrix.reset import reset_device, reset_identity
    from bot.platforms.matrix.settings import MatrixSettings
    from bot.store.database import Database
    from bot.store.times import utc_now

    ours = MatrixSettings.of(settings)
    if identity:
        try:
            await reset_identity(ours)
        except (MatrixError, SettingsError) as error:
            typer.secho(str(error), fg=typer.colors.RED, err=True)
            raise typer.Exit(1) from error
        typer.echo("A new identity is published. Start the service: it signs the device.")
        return
    database = Database(settings.database)
    try:
        aside = await reset_device(ours, database, utc_now())
    finally:
        await database.dispose()
    typer.echo(f"The old keys are in {aside}." if aside else "There was nothing to move aside.")
    typer.echo("Start the service: it logs in as a new device.")


def _settings() -> Settings:
    try:
        settings = load_settings()
    except SettingsError as error:
        typer.secho(str(error), fg=typer.colors.RED, err=True)
        raise typer.Exit(1) from error
    if not settings.matrix_homeserver:
        typer.secho("LOTSE_MATRIX_HOMESERVER is not set: there is no Matrix here.", fg=typer.colors.RED, err=True)
        raise typer.Exit(1)
    set_up_logs(settings.log_level)
    return settings

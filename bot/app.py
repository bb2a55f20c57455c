"""The service: every configured platform, the web page, delivery and the clock, until it is told to stop."""

import asyncio
import getpass
import os
import signal
import socket
import sys
from collections.abc import Coroutine

import structlog

from bot.calendars import CalendarFiles
from bot.collecting import freeze_when_loaded
from bot.desk.app import build_desk, mount_desk
from bot.desk.identity import IdentityProvider, OpenIdSettings
from bot.desk.links import Links
from bot.house import TEXT_LIMITS, Running, needs_learning, open_house, open_searcher
from bot.messengers import Messengers, open_messengers
from bot.platforms.console import STAFF_ROOM
from bot.platforms.web.app import build_app
from bot.platforms.web.sender import WebSender
from bot.platforms.web.server import WebServer
from bot.platforms.web.settings import WebSettings
from bot.platforms.web.site_routes import add_site, open_site
from bot.platforms.web.wake import Wake
from bot.relearning import Relearning
from bot.settings import Settings, SettingsError
from bot.store.database import Database, StoreUnavailableError
from bot.store.desk_files import DeskFiles
from bot.store.leases import Leases
from bot.store.public_room import keep_public_room
from bot.store.signals import listen
from bot.store.times import utc_now
from bot.store.weblines import WebLines
from bot.tokens import Tokens
from handlers import all_handlers
from handlers.base import DESK
from handlers.events_shown import CALENDAR
from knowledge.directory import Directory, settle_in_background
from knowledge.library import Library
from knowledge.loading import load
from knowledge.search import Searcher

log = structlog.get_logger()

# Reading the directory takes the interpreter half a second, which the first visitor after a start would wait longer.
PAGE_FIRST_SECONDS = 0.5


async def serve(settings: Settings, *, library: Library | None = None) -> None:
    """Run until interrupted; whatever was taken in is committed, whatever is due is sent at the next start."""
    library = library or load()
    listening = open_socket(settings.web_host, settings.web_port)
    database = Database(settings.database)
    lines, wake = WebLines(database), Wake()
    if settings.meaning and needs_learning(library, cache_dir=settings.cache_dir):
        await learn_apart(settings)
    searcher = open_searcher(library, cache_dir=settings.cache_dir, background=True, meaning=settings.meaning)
    directory = Directory(library, cache_dir=settings.cache_dir)
    messengers = open_messengers(settings, database, library)
    messengers.files[DESK] = DeskFiles(database)
    links = Links(public_url=root_of(settings, listening), secret_key=settings.secret())
    tokens = Tokens(public_url=root_of(settings, listening), secret_key=settings.secret())
    running = await open_house(
        database,
        library=library,
        searcher=searcher,
        directory=directory,
        handlers=all_handlers(
            desk_link=lambda name, now: links.issue(name, now=now), introduction_link=tokens.introduction_link
        ),
        staff_rooms=(STAFF_ROOM, *messengers.staff_rooms),
        senders=[(WebSender(lines, wake), None), *messengers.senders],
        retention_days=settings.retention_days,
        alerts_show_words=settings.alert_words,
        hours=settings.hours(),
        digest=True,
        meaning=settings.meaning,
        public_url=root_of(settings, listening),
    )
    await keep_public_room(database, messengers.public_room, utc_now())
    messengers.files[CALENDAR] = CalendarFiles(lambda: running.knowing.now.library, root_of(settings, listening))
    page = web_settings(settings, library)
    web = build_app(
        receiver=running.dispatcher,
        lines=lines,
        wake=wake,
        settings=page,
        ready=lambda: readiness(database),
        library=lambda: running.knowing.now.library,
        root=root_of(settings, listening),
    )
    site = open_site(
        database=database, library=library, settings=page, tokens=tokens, limits=TEXT_LIMITS, woken=running.wake,
        staff_rooms=(STAFF_ROOM, *messengers.staff_rooms), now=utc_now,
    )  # fmt: skip
    add_site(web, site)
    desk = build_desk(
        database=database, receiver=running.dispatcher, library=library, searcher=searcher, wake=wake, settings=page,
        knowing=running.knowing, links=links, now=utc_now, introduction_link=tokens.introduction_link,
        openid=open_identity(settings, root_of(settings, listening)), sources=messengers.files,
        staff_rooms=(STAFF_ROOM, *messengers.staff_rooms), public_url=root_of(settings, listening),
    )  # fmt: skip
    mount_desk(web, desk)
    for path, application in messengers.routes:
        web.add_route(path, application, methods=["POST"])
    if database.is_sqlite and not settings.public_url:
        _offer_desk(links)
    server = WebServer(web, wake, host=settings.web_host, port=settings.web_port)
    settling = asyncio.create_task(_settle(directory, searcher))
    preparing = asyncio.create_task(running.dispatcher.prepare())
    try:
        await _run_all(running, settings, server, listening, messengers)
    finally:
        settling.cancel()
        preparing.cancel()


async def _settle(directory: Directory, searcher: Searcher) -> None:
    """Load what the first page and its first answer do not need; whoever needs it sooner has it read at once."""
    await asyncio.sleep(PAGE_FIRST_SECONDS)
    settle_in_background(directory, searcher)
    await freeze_when_loaded(directory.settled)


async def learn_apart(settings: Settings) -> None:
    """Learn in a process of its own, so that its memory goes back to the machine when it is done.

    If it fails (say, for want of memory), the service learns in its own process, slowly but surely.
    """
    print("Suchindex wird einmalig gelernt (bis zu einer Minute) / learning the index, once …", flush=True)
    environment = os.environ | {"LOTSE_DATA_DIR": str(settings.data_dir)}
    command = [sys.executable, "-m", "knowledge", "learn"]
    child = await asyncio.create_subprocess_exec(*command, env=environment, stdout=asyncio.subprocess.DEVNULL)
    if status := await child.wait():
        log.warning("could not learn apart", status=status)


def open_socket(host: str, port: int) -> socket.socket:
    """The socket the page listens on; a taken port is said before anything else starts."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise SettingsError(
            f"LOTSE_WEB_PORT: cannot listen on {host}:{port} ({error.strerror}). "
            "Is the service running already? Else choose another port."
        ) from error


async def _run_all(
    running: Running,
    settings: Settings,
    server: WebServer,
    listening: socket.socket,
    messengers: Messengers,
) -> None:
    """Everything that runs side by side; one ending, by signal or by fault, ends all."""
    database = running.database
    leases = Leases(database, holder=f"{socket.gethostname()}:{os.getpid()}")
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    web = asyncio.create_task(server.serve(sockets=[listening]))
    jobs: list[Coroutine[None, None, object]] = [deliverer.run(leases) for deliverer in running.deliverers]
    jobs += [messenger.run(running.dispatcher, leases) for messenger in messengers.all]
    jobs += [running.clock.run(leases), running.knowing.run(), running.freshness.run(), stop.wait()]
    jobs.append(Relearning(running.knowing, settings.data_dir, meaning=settings.meaning).run())
    if not database.is_sqlite:
        jobs.append(listen(database, running.wake))
    tasks = [asyncio.create_task(job) for job in jobs]
    _greet(settings, listening.getsockname()[1])
    try:
        done, _ = await asyncio.wait([web, *tasks], return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        server.should_exit = True
        await web
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await messengers.close()
        await database.dispose()


async def readiness(database: Database) -> dict[str, bool]:
    """Whether what the service needs answers."""
    try:
        async with database.reading() as session:
            await session.connection()
    except StoreUnavailableError:
        return {"database": False}
    return {"database": True}


def web_settings(settings: Settings, library: Library) -> WebSettings:
    """What the page needs of the settings and the operator's details."""
    operator = library.operator
    return WebSettings(
        public_url=settings.public_url,
        secret_key=settings.secret(),
        bot_name=operator.bot_name,
        operator_name=operator.name,
        embed_origins=tuple(settings.embed_origins.split()),
        privacy_url=operator.privacy_url,
        imprint_url=operator.imprint_url,
        accessibility_url=operator.accessibility_url,
        phone=operator.phone,
        email=operator.email,
        trusted_proxies=tuple(settings.trusted_proxies.split()),
        session_days=settings.retention_days,
    )


def open_identity(settings: Settings, root: str) -> IdentityProvider | None:
    """The office's sign-in service, if there is one; else not a byte of its library is loaded."""
    if not settings.oidc_issuer:
        return None
    from bot.desk.openid import OpenId

    known = OpenIdSettings(
        issuer=settings.oidc_issuer, client_id=settings.oidc_client_id, client_secret=settings.oidc_client_secret,
        callback=f"{root}/desk/openid/back", role_claim=settings.oidc_role_claim,
    )  # fmt: skip
    return OpenId(known, utc_now)


def root_of(settings: Settings, listening: socket.socket) -> str:
    """How people reach us: the public address, else this machine's."""
    return settings.public_url or f"http://{settings.web_host}:{listening.getsockname()[1]}"


def _offer_desk(links: Links) -> None:
    """Whoever starts the embedded default owns its database anyway, so they may come straight in."""
    print(f"Schreibtisch / desk (15 min): {links.issue(getpass.getuser(), now=utc_now())}")


def _greet(settings: Settings, port: int) -> None:
    """Where to go, for the person who started it."""
    address = settings.public_url or f"http://{settings.web_host}:{port}"
    print(f"KI-Lotse läuft / is running:  {address}")
    print("Für das Team / for staff:     .venv/bin/python -m bot staff --name IHRNAME")
    print("Beenden / stop:               Strg+C / Ctrl+C", flush=True)

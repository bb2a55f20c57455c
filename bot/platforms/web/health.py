"""For those who watch over the service: does it live, and is it ready."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from bot.platforms.web.parts import Parts

READ = ["GET", "HEAD"]


def health_routes(parts: Parts) -> APIRouter:
    """`/healthz` and `/readyz`."""
    routes = APIRouter()

    @routes.api_route("/healthz", methods=READ)
    async def get_health() -> dict[str, str]:
        """The process answers."""
        return {"status": "ok"}

    @routes.api_route("/readyz", methods=READ)
    async def get_readiness() -> JSONResponse:
        """Every part by name; 503 as long as one of them is not ready."""
        ready = await parts.ready()
        return JSONResponse(ready, 200 if all(ready.values()) else 503)

    return routes

"""schemathesis over what the desk and the web page say of themselves: whatever is sent, nothing breaks."""

from collections.abc import Sequence
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

from tests.desk.office import BASE_URL, Clerk, Office

EXAMPLES = 4  # per route; desk and page have some ninety
ENDS_THE_SESSION = ("/sign-out", "/sessions/end", "/team/access", "/team/role")


def drawn(operation: Any) -> Sequence[Any]:
    """Some requests that fit the description of a route, odd ones among them; the same in every run."""
    found: list[Any] = []

    @settings(
        max_examples=EXAMPLES, database=None, deadline=None, derandomize=True, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(operation.as_strategy())
    def collect(case: Any) -> None:
        found.append(case)

    collect()
    return found


async def test_no_description_is_public(office: Office) -> None:
    async with office.stranger() as stranger:
        for path in ("/openapi.json", "/docs", "/redoc", "/desk/openapi.json", "/desk/docs"):
            assert (await stranger.get(path)).status_code in (401, 404), path


@pytest.mark.filterwarnings("ignore:Duplicate Operation ID")  # one route for GET and HEAD: one description will do
@pytest.mark.parametrize("mounted", ["/desk", ""])
async def test_no_request_to_any_route_breaks_anything(office: Office, chief: Clerk, mounted: str) -> None:
    app = office.desk if mounted else office.app
    token, number, tried = await chief.token(), await office.asks(), 0
    for result in schemathesis.openapi.from_dict(app.openapi()).get_all_operations():
        operation: Any = result.ok()  # type: ignore[union-attr]  # else the description itself is broken
        if operation.path.endswith("/stream") or operation.path in ENDS_THE_SESSION:  # a stream never ends
            continue
        for case in drawn(operation):
            address = case.formatted_path.replace("%7Bnumber%7D", number)
            form = {"token": token, "text": "x"} if case.method == "POST" else None
            answer = await chief.client.request(
                case.method, mounted + address, params=case.query or None, data=form, headers={"origin": BASE_URL}
            )
            assert answer.status_code < 500, (case.method, address, answer.text[:300])
            tried += 1
    assert tried > 5 * EXAMPLES

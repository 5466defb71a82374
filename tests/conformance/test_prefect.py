"""prefect: flows, runs, variables and more, by the OpenAPI 3.1 document that FastAPI makes of its server."""

from __future__ import annotations

import datetime as dt
import uuid
from pathlib import Path
from typing import Any

import pytest

from .conftest import Started
from .packages import own_tests
from .servers import Server

pytestmark = pytest.mark.conformance

SERVER = Server(
    name="prefect",
    requirements=("prefect==3.9.1",),
    command="prefect server start --host 127.0.0.1 --port {port} --no-ui",
    environment={
        "PREFECT_HOME": "{folder}",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_CLIENT_METRICS_ENABLED": "false",
        # What else writes into the database.
        **{
            f"PREFECT_SERVER_SERVICES_{name}_ENABLED": "false"
            for name in (
                "CANCELLATION_CLEANUP",
                "FOREMAN",
                "LATE_RUNS",
                "PAUSE_EXPIRATIONS",
                "REPOSSESSOR",
                "SCHEDULER",
                "TASK_RUN_RECORDER",
                "TRIGGERS",
            )
        },
        "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_FLUSH_INTERVAL": "1",
    },
    document="/api/openapi.json",
    below="/api",
    settings=f"""
package = "prefect_sdk"
client = "Prefect"
overlays = ['{Path(__file__).with_name("prefect.overlay.yaml")}']

# What `sdksmith inspect` suggests, for all of them at once.
[sdk.prefect.pagination.filters]
operations = ["POST /**/filter"]
type = "offset"
argument = "offset"

[sdk.prefect.pagination.pages]
operations = ["POST /**/paginate"]
type = "page"
items = "results"
argument = "page"
total_pages = "pages"

[sdk.prefect.pagination."GET /events/filter/next"]
type = "url"
items = "events"
next = "next_page"

# Filters that take no offset.
[sdk.prefect.pagination.whole]
operations = ["POST /events/filter", "POST /task_workers/filter", "POST /flow_runs/{{id}}/input/filter"]
type = "none"
""",
)


def unique(prefix: str) -> str:
    """A name that nothing else has."""
    return f"{prefix}-{uuid.uuid4().hex[:12]}"


def test_every_operation_has_a_method(started: Started) -> None:
    assert started.package.operations == len(started.package.methods) == 188
    assert started.package.said == ()


def test_the_package_passes_its_own_tests(started: Started) -> None:
    assert own_tests(started.package) == ""


def test_about_the_server(client: Any) -> None:
    assert client.root.health_check() is True
    assert client.root.hello() == "👋"
    assert client.admin.read_version() == "3.9.1"
    assert client.admin.read_settings().api.request_timeout == 60.0


def test_a_flow_from_its_making_to_its_end(client: Any, sdk: Any) -> None:
    labels = {"n": 1, "b": True, "f": 1.5, "s": "x"}
    flow = client.flows.create(name=unique("flow"), tags=["a", "b"], labels=labels)
    assert isinstance(flow.id, uuid.UUID)
    assert flow.created.tzinfo is not None
    assert [(type(value), value) for value in flow.labels.values()] == [
        (int, 1),
        (bool, True),
        (float, 1.5),
        (str, "x"),
    ]
    assert client.flows.read(id=flow.id) == flow
    assert client.flows.read_by_name(name=flow.name) == flow

    assert client.flows.update(id=flow.id, tags=["c"]) is None
    assert client.flows.read(id=str(flow.id)).tags == ["c"]

    assert client.flows.delete(id=flow.id) is None
    for call in (client.flows.read, client.flows.delete):
        with pytest.raises(sdk.NotFoundError, match="Flow not found") as caught:
            call(id=flow.id)
        assert caught.value.body == {"detail": "Flow not found"}


def test_flows_across_pages(client: Any, sdk: Any) -> None:
    prefix = unique("page")
    for number in range(5):
        client.flows.create(name=f"{prefix}-{number}")
    mine = sdk.types.FlowFilter(name=sdk.types.FlowFilterName(like_=prefix))
    assert client.flows.count(flows=mine) == 5
    asked = client.flows.list(flows=mine, sort="NAME_ASC", limit=2)
    assert [flow.name[-1] for flow in asked] == ["0", "1", "2", "3", "4"]
    first = client.flows.list(flows=mine, sort="NAME_ASC", limit=2, offset=2)
    assert [flow.name[-1] for flow in first.items] == ["2", "3"]
    second = first.next_page()
    assert [flow.name[-1] for flow in second.items] == ["4"]
    # Nothing says how many there are, so that an empty page is the last.
    last = second.next_page()
    assert (last.items, last.next_page()) == ([], None)


def test_flows_across_numbered_pages(client: Any, started: Started) -> None:
    prefix = unique("page")
    for number in range(5):
        client.flows.create(name=f"{prefix}-{number}")
    asked = {"flows": {"name": {"like_": prefix}}, "sort": "NAME_DESC", "limit": 3}
    before = started.tally.calls
    assert [flow.name[-1] for flow in client.flows.paginate(**asked)] == ["4", "3", "2", "1", "0"]
    assert started.tally.calls - before == 2
    page = client.flows.paginate(**asked, page=2)
    assert [flow.name[-1] for flow in page.items] == ["1", "0"]
    assert (page.value.page, page.value.pages, page.value.count, page.has_next) == (2, 2, 5, False)
    assert (page.response.status_code, page.next_page()) == (200, None)


def test_a_run_and_its_states(client: Any, sdk: Any) -> None:
    flow = client.flows.create(name=unique("flow"))
    run = client.flow_runs.create(
        flow_id=flow.id, parameters={"x": [1, None, {"y": "é"}]}, state={"type": "PENDING"}
    )
    assert run.parameters == {"x": [1, None, {"y": "é"}]}
    for state in (
        {"type": "RUNNING"},
        sdk.types.StateCreate(type="COMPLETED", message="well", data={"any": 1}),
    ):
        result = client.flow_runs.set_state(id=run.id, state=state)
        assert result.status == "ACCEPT"
    assert client.flow_runs.read(id=run.id).state.message == "well"
    states = client.flow_run_states.list(flow_run_id=run.id)
    assert [state.type for state in states] == ["PENDING", "RUNNING", "COMPLETED"]
    assert states[-1].data == {"any": 1}
    assert states[0].timestamp < states[1].timestamp < states[2].timestamp


def test_logs_are_a_list_as_a_body(client: Any, sdk: Any) -> None:
    flow = client.flows.create(name=unique("flow"))
    run = client.flow_runs.create(flow_id=flow.id)
    now = dt.datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    entry = sdk.types.LogCreate(name="n", level=20, message="héllo", timestamp=now, flow_run_id=run.id)
    client.logs.create(body=[entry, {**entry.to_dict(), "level": 30}])
    logs = client.logs.list(logs={"flow_run_id": {"any_": [str(run.id)]}}, sort="TIMESTAMP_ASC")
    assert [(log.level, log.message, log.timestamp) for log in logs] == [
        (20, "héllo", now),
        (30, "héllo", now),
    ]


def test_an_answer_in_another_media_type_than_documented(client: Any) -> None:
    """The document says JSON of any kind, the server sends CSV: that is text, as raw access has it."""
    flow = client.flows.create(name=unique("flow"))
    run = client.flow_runs.create(flow_id=flow.id)
    text = client.flow_runs.download_logs(id=run.id)
    with client.flow_runs.with_streaming_response.download_logs(id=run.id) as response:
        lines = list(response.iter_lines())
    assert lines == text.splitlines()
    assert lines[0].startswith("timestamp,")


VALUES = ["x", "", 1, 1.5, True, None, {"a": [1, None]}, [], [1, "x", None]]


@pytest.mark.parametrize("value", VALUES, ids=map(repr, VALUES))
def test_variables_of_any_kind(client: Any, value: Any) -> None:
    name = unique("v").replace("-", "_")
    made = client.variables.create(name=name, value=value)
    read = client.variables.read_by_name(name=name).value
    assert (type(read), read) == (type(value), value)
    client.variables.update(id=made.id, value=[value])
    assert client.variables.read(id=made.id).value == [value]
    client.variables.delete_by_name(name=name)
    assert client.variables.count(variables={"name": {"any_": [name]}}) == 0


def test_a_deployment_with_a_schedule(client: Any, sdk: Any) -> None:
    flow = client.flows.create(name=unique("flow"))
    schedule = {"schedule": {"interval": 3600.0, "timezone": "Europe/Zurich"}, "active": True}
    made = client.deployments.create(
        name="nightly", flow_id=flow.id, schedules=[schedule], concurrency_limit=None
    )
    read = client.deployments.read_by_name(flow_name=flow.name, deployment_name="nightly")
    assert read.id == made.id
    assert read.schedules[0].schedule.to_dict()["timezone"] == "Europe/Zurich"
    assert read.schedules[0].schedule.interval == 3600.0
    assert client.deployments.pause(id=made.id) is None
    assert client.deployments.read(id=made.id).paused is True


def test_artifacts(client: Any) -> None:
    key = unique("artifact")
    for data in ("# one", {"rows": [1]}):
        client.artifacts.create(key=key, type="table", data=data, metadata={"a": "b"})
    latest = client.artifacts.read_latest_artifact(key=key)
    assert (latest.data, latest.metadata) == ({"rows": [1]}, {"a": "b"})


def test_wrong_calls(client: Any, sdk: Any) -> None:
    name = unique("pool")
    client.work_pools.create(name=name)
    with pytest.raises(sdk.ConflictError, match="already exists"):
        client.work_pools.create(name=name)
    with pytest.raises(sdk.UnprocessableEntityError) as caught:
        client.flows.create(name="a/b")
    assert isinstance(caught.value.body, sdk.types.HttpValidationError)
    assert caught.value.body.exception_detail[0]["loc"] == ["body", "name"]
    with pytest.raises(sdk.UnprocessableEntityError, match="greater than or equal to 0"):
        list(client.flows.list(limit=-1))
    with pytest.raises(sdk.NotFoundError):
        client.flows.read(id="not-a-uuid")
    with pytest.raises(ValueError, match="has no timezone"):
        client.flow_runs.history(
            history_start=dt.datetime(2026, 1, 1),
            history_end=dt.datetime(2026, 1, 2),
            history_interval_seconds=60,
        )

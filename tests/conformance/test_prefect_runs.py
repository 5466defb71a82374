"""prefect, what runs: deployments, flows, tasks, events."""

from __future__ import annotations

import datetime as dt
import time
import uuid
from typing import Any

import pytest

from .test_prefect import SERVER as PREFECT
from .test_prefect import unique

pytestmark = pytest.mark.conformance

SERVER = PREFECT

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def flow(client: Any) -> Any:
    """A new flow."""
    return client.flows.create(name=unique("flow"))


@pytest.fixture
def span() -> dict[str, Any]:
    """An hour to both sides of now."""
    now = dt.datetime.now(dt.UTC)
    return {
        "history_start": now - HOUR,
        "history_end": now + HOUR,
        "history_interval_seconds": HOUR.total_seconds(),
    }


def test_a_deployment_and_its_schedules(client: Any, sdk: Any, flow: Any) -> None:
    types, deployments = sdk.types, client.deployments
    made = deployments.create(name="nightly", flow_id=flow.id, paused=False)
    assert deployments.update(id=made.id, description="d", tags=["a"]) is None
    cron = {"schedule": {"cron": "0 0 * * *", "timezone": "UTC"}, "active": True}
    rule = types.DeploymentScheduleCreate(schedule=types.RRuleSchedule(rrule="FREQ=DAILY"))
    schedules = deployments.create_schedules(id=made.id, body=[cron, rule])
    assert {type(each.schedule) for each in schedules} == {types.CronSchedule, types.RRuleSchedule}
    by_type = {type(each.schedule).__name__: each.id for each in deployments.read_schedules(id=made.id)}
    assert deployments.update_schedule(id=made.id, schedule_id=by_type["CronSchedule"], active=False) is None
    assert deployments.delete_schedule(id=made.id, schedule_id=by_type["RRuleSchedule"]) is None
    assert [each.active for each in deployments.read(id=made.id).schedules] == [False]
    assert deployments.pause(id=made.id) is None
    assert deployments.read(id=made.id).paused is True
    assert deployments.resume(id=made.id) is None
    deployments.update_schedule(id=made.id, schedule_id=by_type["CronSchedule"], active=True)
    deployments.schedule(id=made.id, max_runs=2)
    until = dt.datetime.now(dt.UTC) + 72 * HOUR
    runs = deployments.get_scheduled_flow_runs_for_deployments(
        deployment_ids=[made.id], scheduled_before=until
    )
    assert [(run.state.type, run.deployment_id) for run in runs[:2]] == [("SCHEDULED", made.id)] * 2
    mine = {"flows": {"id": {"any_": [str(flow.id)]}}}
    assert [each.id for each in deployments.list(**mine)] == [made.id]
    assert [each.id for each in deployments.paginate(**mine)] == [made.id]
    assert deployments.count(**mine) == 1
    with pytest.deprecated_call(match="is deprecated by the API"):
        queues = deployments.work_queue_check_for_deployment(id=made.id)
    assert {type(each) for each in queues} <= {sdk.types.WorkQueue}
    assert deployments.delete(id=made.id) is None
    with pytest.raises(sdk.NotFoundError, match="Deployment not found"):
        deployments.read(id=made.id)


def test_runs_of_a_deployment(client: Any, sdk: Any, flow: Any) -> None:
    deployments = client.deployments
    schema = {"type": "object", "properties": {"x": {"type": "integer"}}}
    made = deployments.create(
        name="d", flow_id=flow.id, parameter_openapi_schema=schema, enforce_parameter_schema=True
    )
    run = deployments.create_flow_run_from_deployment(id=made.id, name="one", parameters={"x": 1})
    assert (run.name, run.parameters, run.deployment_id) == ("one", {"x": 1}, made.id)
    with pytest.raises(sdk.ConflictError, match="Validation failed for field 'x'"):
        deployments.create_flow_run_from_deployment(id=made.id, parameters={"x": "no"})
    many = [{"parameters": {"x": 2}}, sdk.types.DeploymentFlowRunCreate(parameters={"x": 3})]
    results = deployments.bulk_create_flow_runs_from_deployment(id=made.id, body=many).results
    # Each may fail by itself, while something else writes into the database.
    assert len(results) == 2
    assert {each.status for each in results} <= {"CREATED", "FAILED"}
    assert client.flows.count_deployments_by_flow(flow_ids=[flow.id]) == {str(flow.id): 1}
    assert set(client.flows.next_runs_by_flow(flow_ids=[flow.id])) == {str(flow.id)}
    deleted = deployments.bulk_delete(deployments={"id": {"any_": [str(made.id)]}})
    assert deleted.deleted == [made.id]
    assert client.flows.bulk_delete(flows={"id": {"any_": [str(flow.id)]}}).deleted == [flow.id]


def test_runs(client: Any, sdk: Any, flow: Any, span: dict[str, Any]) -> None:
    runs = client.flow_runs
    made = [runs.create(flow_id=flow.id, name=f"n{n}", state={"type": "PENDING"}) for n in range(3)]
    mine = {"flows": {"id": {"any_": [str(flow.id)]}}}
    assert [run.name for run in runs.list(**mine, sort="NAME_ASC", limit=2)] == ["n0", "n1", "n2"]
    assert [run.name for run in runs.paginate(**mine, sort="NAME_DESC", limit=2)] == ["n2", "n1", "n0"]
    assert runs.count(**mine) == 3
    assert runs.average_lateness(**mine) >= 0
    history = runs.history(**span, **mine)
    assert sum(state.count_runs for each in history for state in each.states) == 3
    assert {each.id for each in runs.read_history(**mine, sort="ID_DESC", limit=10)} == {
        run.id for run in made
    }
    id = made[0].id
    assert runs.update(id=id, name="other", tags=["t"]) is None
    assert runs.update_labels(id=id, body={"b": True, "n": 1}) is None
    read = runs.read(id=id)
    assert (read.name, read.tags, read.labels["b"], read.labels["n"]) == ("other", ["t"], True, 1)

    assert runs.resume(id=id).details.reason.startswith("Cannot resume")
    runs.set_state(id=id, state={"type": "RUNNING"})
    details = sdk.types.StateDetails(pause_timeout=dt.datetime.now(dt.UTC) + HOUR)
    runs.set_state(id=id, state=sdk.types.StateCreate(type="PAUSED", state_details=details))
    resumed = runs.resume(id=id)
    assert (resumed.status, type(resumed.details)) == ("ACCEPT", sdk.types.StateAcceptDetails)
    states = client.flow_run_states.list(flow_run_id=id)
    assert client.flow_run_states.read(id=states[0].id) == states[0]
    assert runs.read_graph_v1(id=id) == []
    assert runs.read_graph_v2(id=id).nodes == []

    some = {"id": {"any_": [str(run.id) for run in made[:2]]}}
    results = runs.bulk_set_state(state={"type": "CANCELLED"}, flow_runs=some, force=True).results
    assert {each.state.type for each in results} == {"CANCELLED"}
    assert set(runs.bulk_delete(flow_runs=some).deleted) == {run.id for run in made[:2]}
    assert runs.delete(id=made[2].id) is None
    assert runs.count(**mine) == 0


def test_what_a_run_is_told(client: Any, sdk: Any, flow: Any) -> None:
    runs = client.flow_runs
    id = runs.create(flow_id=flow.id).id
    for key in ("k-1", "k-2"):
        runs.create_input(id=id, key=key, value='{"a": [1, null]}', sender="me")
    with pytest.raises(sdk.ConflictError):
        runs.create_input(id=id, key="k-1", value="1")
    assert runs.read_input(id=id, key="k-1") == {"a": [1, None]}
    assert [each.key for each in runs.filter_input(id=id, prefix="k", exclude_keys=["k-1"])] == ["k-2"]
    assert runs.delete_input(id=id, key="k-1") is None
    with pytest.raises(sdk.NotFoundError):
        runs.read_input(id=id, key="k-1")


def test_tasks(client: Any, sdk: Any, flow: Any, span: dict[str, Any]) -> None:
    types, tasks = sdk.types, client.task_runs
    run = client.flow_runs.create(flow_id=flow.id, name="parent", state={"type": "RUNNING"})
    # Told apart by `input_type`, in maps of lists.
    inputs = {"x": [types.Constant(type="int"), types.Parameter(name="p")]}
    made = tasks.create(
        task_key="k", dynamic_key="0", flow_run_id=run.id, name="t", task_inputs=inputs,
        state=types.StateCreate(type="PENDING"),
    )  # fmt: skip
    assert made.task_inputs == inputs
    assert tasks.set_state(id=made.id, state={"type": "RUNNING"}).status == "ACCEPT"
    assert tasks.update(id=made.id, name="other") is None
    assert (tasks.read(id=made.id).name, tasks.read(id=made.id).state.type) == ("other", "RUNNING")
    assert tasks.read_with_flow_run_name(id=made.id).flow_run_name == "parent"
    mine = {"task_runs": {"id": {"any_": [str(made.id)]}}}
    assert (
        [each.id for each in tasks.list(**mine)] == [each.id for each in tasks.paginate(**mine)] == [made.id]
    )
    assert tasks.count(**mine) == 1
    assert sum(state.count_runs for each in tasks.history(**span, **mine) for state in each.states) == 1
    assert tasks.read_counts_by_state(**mine).running == 1
    since = {"start_time": {"after_": span["history_start"].isoformat()}}
    assert tasks.read_dashboard_task_run_counts(task_runs=since)[0]["failed"] == 0
    assert client.flow_runs.count_task_runs_by_flow_run(flow_run_ids=[run.id]) == {str(run.id): 1}
    states = client.task_run_states.list(task_run_id=made.id)
    assert [state.type for state in states] == ["PENDING", "RUNNING"]
    assert client.task_run_states.read(id=states[0].id).type == "PENDING"
    assert tasks.delete(id=made.id) is None
    with pytest.raises(sdk.NotFoundError, match="Task not found"):
        tasks.read(id=made.id)
    assert client.task_workers.list(task_worker_filter={"task_keys": ["k"]}) == []
    assert "RUNNING" in [each.state_type for each in client.observed_states.list(query="Run")]


def test_events(client: Any, sdk: Any) -> None:
    name, now = unique("event"), dt.datetime.now(dt.UTC)
    given = [
        {"occurred": now, "event": name, "resource": {"prefect.resource.id": f"r.{n}"}, "payload": {"n": n}}
        for n in range(5)
    ]
    events = [sdk.types.Event.from_dict({**each, "occurred": now.isoformat(), "id": str(uuid.uuid4())})
              for each in given]  # fmt: skip
    assert client.events.create(body=events) is None
    mine = sdk.types.EventFilter(event={"name": [name]}, occurred={"since": now - HOUR, "until": now + HOUR})
    give_up = time.monotonic() + 20
    while (first := client.events.list(filter=mine, limit=2)).total < 5 and time.monotonic() < give_up:
        time.sleep(0.1)
    assert (first.total, len(first.events)) == (5, 2)
    token = first.next_page.partition("page-token=")[2]
    rest = list(client.events.read_account_events_page(page_token=token))
    assert sorted(each.payload["n"] for each in [*first.events, *rest]) == [0, 1, 2, 3, 4]
    assert all(each.occurred == now for each in rest)
    (count,) = client.events.count_account_events(countable="event", filter=mine)
    assert (count.value, count.count) == (name, 5)
    with pytest.raises(sdk.ForbiddenError):
        client.events.read_account_events_page(page_token="x").items  # noqa: B018


def test_searches_and_forms(client: Any, sdk: Any) -> None:
    filters = [{"object": "flow", "property": "name", "type": "string", "operation": "=", "value": [1, None]}]
    made = client.saved_searches.create(name=unique("search"), filters=filters)
    assert client.saved_searches.read(id=made.id).filters[0].value == [1, None]
    assert made.id in [each.id for each in client.saved_searches.list(limit=1)]
    assert client.saved_searches.delete(id=made.id) is None
    schema = {"type": "object", "properties": {"a": {"type": "integer"}}}
    found = client.ui.validate_obj(schema=schema, values={"a": "x"})
    assert (found.valid, found.errors[0].property) == (False, "a")
    assert client.ui.validate_obj(schema=schema, values={"a": 1}).valid is True
    name = unique("v").replace("-", "_")
    made = client.variables.create(name=name, value={"a": 1}, tags=["t"])
    # The name is in the path, and in the body a new one.
    client.variables.update_by_name(name=name, body=sdk.types.VariableUpdate(name=f"{name}_2", value=[1]))
    assert [each.value for each in client.variables.list(variables={"tags": {"all_": ["t"]}}, limit=1)] == [
        [1]
    ]
    assert client.variables.delete(id=made.id) is None

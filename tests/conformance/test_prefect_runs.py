"""prefect, all the rest of it: every operation is called, in the order in which somebody would."""

from __future__ import annotations

import datetime as dt
import time
import uuid
from typing import Any

import pytest

from .conftest import Connect, Started
from .test_prefect import SERVER as PREFECT
from .test_prefect import unique

pytestmark = pytest.mark.conformance

SERVER = PREFECT

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def connect(connect: Connect, started: Started) -> Connect:
    """The document does not say that its paths are below /api."""
    return lambda **options: connect(base_url=f"{started.url}/api", **options)


@pytest.fixture
def client(connect: Connect) -> Any:
    """A client of the API."""
    return connect()


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


def test_the_server(client: Any, sdk: Any) -> None:
    assert client.root.perform_readiness_check() == {"message": "OK"}
    assert client.root.server_version().count(".") == 2
    with pytest.raises(sdk.UnprocessableEntityError, match="CSRF protection is disabled") as caught:
        client.csrf_token.create(client="me")
    # The document says a list, the server sends a text.
    assert isinstance(caught.value.body, sdk.types.HttpValidationError)
    assert caught.value.body.invalid_fields == ("/detail",)


def test_where_results_are_stored(client: Any, sdk: Any) -> None:
    assert client.admin.read_server_default_result_storage().default_result_storage_block_id is None
    id = uuid.uuid4()
    with pytest.raises(sdk.NotFoundError, match=f"Block document {id} not found"):
        client.admin.update_server_default_result_storage(default_result_storage_block_id=id)
    assert client.admin.clear_server_default_result_storage() is None


def test_artifacts(client: Any, sdk: Any) -> None:
    key = unique("artifact")
    mine = {"artifacts": {"key": {"any_": [key]}}}
    made = client.artifacts.create(key=key, type="markdown", data="# one")
    assert client.artifacts.update(id=made.id, data="# two", description="d") is None
    read = client.artifacts.read(id=made.id)
    assert (read.data, read.description, read.created.tzinfo is not None) == ("# two", "d", True)
    assert [each.id for each in client.artifacts.list(**mine)] == [made.id]
    assert [each.latest_id for each in client.artifacts.read_latest_artifacts(**mine)] == [made.id]
    assert (client.artifacts.count(**mine), client.artifacts.count_latest_artifacts(**mine)) == (1, 1)
    client.artifacts.delete(id=made.id)
    with pytest.raises(sdk.NotFoundError, match="Artifact not found"):
        client.artifacts.read(id=made.id)


def test_automations(client: Any, sdk: Any) -> None:
    types = sdk.types
    trigger = types.EventTriggerInput(expect=["my.event"], posture="Reactive", threshold=1, within=0)
    given = {"trigger": trigger, "actions": [types.DoNothing()]}
    made = client.automations.create(name=unique("automation"), **given)
    # Told apart from four other triggers and a dozen other actions.
    assert isinstance(made.trigger, types.EventTriggerOutput)
    assert isinstance(made.actions[0], types.DoNothing)
    nested = {"type": "compound", "require": "all", "within": 60, "triggers": [trigger, trigger]}
    name = unique("automation")
    assert client.automations.update(id=made.id, name=name, **{**given, "trigger": nested}) is None
    assert client.automations.patch_automation(id=made.id, enabled=False) is None
    read = client.automations.read(id=made.id)
    assert (read.name, read.enabled, type(read.trigger)) == (name, False, types.CompoundTriggerOutput)
    assert [type(each) for each in read.trigger.triggers] == [types.EventTriggerOutput] * 2
    mine = {"automations": {"name": {"any_": [name]}}}
    assert (client.automations.count(**mine), [each.id for each in client.automations.list(**mine)]) == (
        1,
        [made.id],
    )
    nobody = f"prefect.deployment.{uuid.uuid4()}"
    assert client.automations.read_related_to_resource(resource_id=nobody) == []
    assert client.automations.delete_owned_by_resource(resource_id=nobody) is None
    assert client.automations.delete(id=made.id) is None
    with pytest.raises(sdk.NotFoundError):
        client.automations.read(id=made.id)


def test_templates(client: Any, sdk: Any) -> None:
    for validate in (client.automations.validate_template, client.automations.validate_template_post):
        assert validate(body="{{ event.id }}") is None
        with pytest.raises(sdk.UnprocessableEntityError, match="unexpected end of template") as caught:
            validate(body="{{ event")
        # What the document does not have is there all the same.
        assert caught.value.body.error["source"] == "{{ event"


def test_blocks(client: Any, sdk: Any) -> None:
    kind = client.block_types.create(name=unique("Kind"), slug=unique("kind"))
    assert client.block_types.read(id=kind.id) == client.block_types.read_by_slug(slug=kind.slug) == kind
    assert client.block_types.update(id=kind.id, description="d") is None
    listed = client.block_types.list(block_types={"slug": {"any_": [kind.slug]}})
    assert [each.description for each in listed] == ["d"]
    properties = {"key": {"type": "string", "format": "password", "writeOnly": True}, "n": {"type": "integer"}}
    schema = client.block_schemas.create(
        block_type_id=kind.id,
        capabilities=["c"],
        version="1",
        fields={
            "title": "Kind",
            "type": "object",
            "properties": properties,
            "secret_fields": ["key"],
            "block_schema_references": {},
            "block_type_slug": kind.slug,
        },
    )
    assert schema.fields["properties"] == properties
    assert client.block_schemas.read(id=schema.id) == schema
    assert client.block_schemas.read_by_checksum(checksum=schema.checksum).id == schema.id
    of_kind = {"block_type_id": {"any_": [str(kind.id)]}}
    assert [each.id for each in client.block_schemas.list(block_schemas=of_kind)] == [schema.id]
    assert "c" in client.block_capabilities.read_available_block_capabilities()

    made = client.block_documents.create(
        name="mine", data={"key": "secret", "n": 1}, block_schema_id=schema.id, block_type_id=kind.id
    )
    assert made.data == {"key": "********", "n": 1}
    assert client.block_documents.update_data(id=made.id, data={"n": 2}, merge_existing_data=True) is None
    assert client.block_documents.read(id=made.id, include_secrets=True).data == {"key": "secret", "n": 2}
    assert client.block_documents.count(block_documents=of_kind) == 1
    assert [each.name for each in client.block_documents.list(block_documents=of_kind)] == ["mine"]
    (of_slug,) = client.block_types.read_block_documents_for_block_type(slug=kind.slug)
    by_name = client.block_types.read_block_document_by_name_for_block_type(
        slug=kind.slug, block_document_name="mine", include_secrets=True
    )
    assert (of_slug.id, by_name.data["key"]) == (made.id, "secret")
    assert client.block_documents.delete(id=made.id) is None
    assert client.block_schemas.delete(id=schema.id) is None
    assert client.block_types.delete(id=kind.id) is None
    for call, id in ((client.block_documents.read, made.id), (client.block_types.read, kind.id)):
        with pytest.raises(sdk.NotFoundError):
            call(id=id)


def test_what_the_server_comes_with(client: Any, sdk: Any) -> None:
    assert client.block_types.install_system_block_types() is None
    views = client.collections.read_view_content(view="aggregate-worker-metadata")
    assert views["prefect"]["process"]["type"] == "process"
    with pytest.raises(sdk.NotFoundError, match="View none not found"):
        client.collections.read_view_content(view="none")


def test_limits_by_tag(client: Any, sdk: Any) -> None:
    tag = unique("tag")
    made = client.concurrency_limits.create(tag=tag, concurrency_limit=1)
    assert client.concurrency_limits.read(id=made.id) == client.concurrency_limits.read_by_tag(tag=tag)
    first, second = uuid.uuid4(), uuid.uuid4()
    (taken,) = client.concurrency_limits.increment_v1(names=[tag], task_run_id=first)
    assert (taken.id, taken.limit) == (made.id, 1)
    with pytest.raises(sdk.ClientError, match="has been reached") as caught:
        client.concurrency_limits.increment_v1(names=[tag], task_run_id=second)
    assert caught.value.status_code == 423
    assert client.concurrency_limits.read_by_tag(tag=tag).active_slots == [first]
    client.concurrency_limits.decrement_v1(names=[tag], task_run_id=first)
    client.concurrency_limits.reset_by_tag(tag=tag, slot_override=[second])
    assert client.concurrency_limits.read_by_tag(tag=tag).active_slots == [second]
    assert tag in [each.tag for each in client.concurrency_limits.list(limit=1)]
    client.concurrency_limits.delete_by_tag(tag=tag)
    other = client.concurrency_limits.create(tag=tag, concurrency_limit=2)
    client.concurrency_limits.delete(id=other.id)
    with pytest.raises(sdk.NotFoundError):
        client.concurrency_limits.read_by_tag(tag=tag)


def test_limits_by_name(client: Any, sdk: Any) -> None:
    limits = client.concurrency_limits_v2
    name = unique("limit")
    made = limits.create(name=name, limit=2)
    # An id as UUID or text, or a name.
    assert limits.read(id_or_name=made.id).id == limits.read(id_or_name=str(made.id)).id == made.id
    assert limits.update(id_or_name=name, limit=3, slot_decay_per_second=0.0) is None
    (taken,) = limits.bulk_increment_active_slots(slots=2, names=[name])
    assert (taken.id, taken.limit) == (made.id, 3)
    with pytest.raises(sdk.UnprocessableEntityError, match="greater than the limit"):
        limits.bulk_increment_active_slots(slots=4, names=[name])
    with pytest.raises(sdk.ClientError, match="423 Locked") as caught:
        limits.bulk_increment_active_slots(slots=2, names=[name])
    # Not among the statuses after which anything is repeated, though the server says when.
    assert float(caught.value.headers["retry-after"]) > 0
    limits.bulk_decrement_active_slots(slots=2, names=[name])
    lease = limits.bulk_increment_active_slots_with_lease(slots=3, names=[name], lease_duration=60.0)
    assert limits.read(id_or_name=name).active_slots == 3
    assert limits.renew_concurrency_lease(lease_id=lease.lease_id, lease_duration=90.0) is None
    assert limits.bulk_decrement_active_slots_with_lease(lease_id=lease.lease_id) is None
    assert name in [each.name for each in limits.list(limit=1)]
    assert limits.delete(id_or_name=name) is None
    with pytest.raises(sdk.NotFoundError):
        limits.read(id_or_name=name)


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
    assert [each.status for each in results] == ["CREATED"] * 2
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
    assert [each.id for each in tasks.list(**mine)] == [each.id for each in tasks.paginate(**mine)] == [made.id]
    assert tasks.count(**mine) == 1
    assert sum(state.count_runs for each in tasks.history(**span, **mine) for state in each.states) == 1
    assert tasks.read_counts_by_state(**mine).running == 1
    since = {"start_time": {"after_": span["history_start"].isoformat()}}
    assert tasks.read_dashboard_task_run_counts(task_runs=since)[0].failed == 0
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
    mine = sdk.types.EventFilter(
        event={"name": [name]}, occurred={"since": now - HOUR, "until": now + HOUR}
    )
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
    assert [each.value for each in client.variables.list(variables={"tags": {"all_": ["t"]}}, limit=1)] == [[1]]
    assert client.variables.delete(id=made.id) is None


def test_pools_queues_and_workers(client: Any, sdk: Any) -> None:
    pools, name = client.work_pools, unique("pool")
    made = pools.create(name=name, type="process", concurrency_limit=3)
    assert pools.update(name=name, description="d", is_paused=True) is None
    assert (pools.read(name=name).description, pools.read(name=name).is_paused) == ("d", True)
    mine = {"work_pools": {"name": {"any_": [name]}}}
    assert ([each.id for each in pools.list(**mine)], pools.count(**mine)) == ([made.id], 1)
    there = {"work_pool_name": name, "name": "q"}
    assert pools.create_work_queue(**there, priority=1).work_pool_name == name
    assert pools.update_work_queue(**there, body={"description": "e"}) is None
    assert pools.read_work_queue(**there).description == "e"
    assert {each.name for each in pools.read_work_queues(work_pool_name=name, limit=1)} == {"q", "default"}
    worker = {"work_pool_name": name, "name": "w"}
    assert pools.worker_heartbeat(**worker, heartbeat_interval_seconds=30) is None
    (seen,) = pools.read_workers(work_pool_name=name)
    assert (seen.name, seen.status) == ("w", "ONLINE")
    assert pools.delete_worker(**worker) is None
    assert pools.get_scheduled_flow_runs(name=name) == []
    status = pools.read_concurrency_status(name=name)
    assert (status.concurrency_limit, {each.queue_name for each in status.queues}) == (3, {"q", "default"})
    assert pools.delete_work_queue(**there) is None
    assert pools.delete(name=name) is None
    with pytest.raises(sdk.NotFoundError):
        pools.read(name=name)


def test_queues(client: Any, sdk: Any) -> None:
    queues, name = client.work_queues, unique("queue")
    made = queues.create(name=name, priority=1)
    assert queues.update(id=made.id, is_paused=True, description="d") is None
    assert queues.read(id=made.id).is_paused is True
    assert queues.read_by_name(name=name).id == made.id
    assert [each.id for each in queues.list(work_queues={"name": {"any_": [name]}})] == [made.id]
    assert queues.read_runs(id=made.id) == []
    assert queues.read_status(id=made.id).health_check_policy.maximum_late_runs == 0
    assert queues.read_concurrency_status(id=made.id).count == 0
    assert queues.delete(id=made.id) is None
    with pytest.raises(sdk.NotFoundError):
        queues.read_by_name(name=name)

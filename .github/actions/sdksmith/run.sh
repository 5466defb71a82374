#!/usr/bin/env bash
# What the action runs, and what a person can run: one command line of sdksmith, from variables.
#
#   SDKSMITH_BASE=main .github/actions/sdksmith/run.sh
#
# Exit codes are those of sdksmith: 0 done, 1 drift (or a change that is as bad as SDKSMITH_FAIL_ON),
# 2 usage and configuration, 3 an input cannot be read, 4 a fault of sdksmith.
set -euo pipefail

arguments=(ci --fail-on "${SDKSMITH_FAIL_ON:-never}")
case "${SDKSMITH_COMMAND:-check}" in
check) ;;
drift | diff) arguments+=(--only "$SDKSMITH_COMMAND") ;;
*)
	echo "command: check, drift or diff; not '$SDKSMITH_COMMAND'" >&2
	exit 2
	;;
esac
[[ "${SDKSMITH_STRICT:-false}" != true ]] || arguments+=(--strict)
[[ "${SDKSMITH_COMMENT:-false}" != true ]] || arguments+=(--comment)
if [[ "${GITHUB_ACTIONS:-false}" == true ]]; then
	arguments+=(--format github)
	# One stream, or the runner might see messages outside the part in which commands are stopped.
	exec 2>&1
fi

base="${SDKSMITH_BASE:-}"
if [[ -n "$base" ]] && ! git rev-parse --verify --quiet --end-of-options "$base^{commit}" >/dev/null; then
	# A checkout holds one commit, unless it was told otherwise.
	depth=()
	[[ "$(git rev-parse --is-shallow-repository)" != true ]] || depth=(--depth=1)
	if git fetch --quiet --no-tags "${depth[@]+"${depth[@]}"}" -- origin "$base"; then
		base="$(git rev-parse FETCH_HEAD)"
	fi
fi
# Unset, it is the one that the environment tells of; empty, there is none.
[[ -z "${SDKSMITH_BASE+set}" ]] || arguments+=(--base "$base")

read -r -a sdks <<<"$(tr '\n' ' ' <<<"${SDKSMITH_SDKS:-}")"
exec "${SDKSMITH:-sdksmith}" "${arguments[@]}" -- "${sdks[@]+"${sdks[@]}"}"

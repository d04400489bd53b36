#!/bin/sh
# Lock the dependencies: plain `name==version` lines with hashes, and no address of any package registry.
set -eu
options="--quiet --strip-extras --generate-hashes --allow-unsafe --no-header --no-annotate --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options"
# shellcheck disable=SC2086
"$1/pip-compile" $options --extra build --output-file requirements.lock pyproject.toml
# shellcheck disable=SC2086
"$1/pip-compile" $options --extra build --extra cluster --extra test --constraint requirements.lock --output-file requirements-test.lock pyproject.toml

"""The guidance server: the custom actions over HTTP, warmed up before the first call.

python -m actions.serve --port 5055
"""

import argparse
import sys

from rasa_sdk.endpoint import create_app_for_serve
from rasa_sdk.executor import ActionExecutor

from actions.guidance import guidance
from index.eligibility import Person
from index.manifest import UnusableIndexError
from knowledge.dates import today


def main() -> int:
    """Serve until stopped.

    Returns:
        The exit status: 2 when there is no usable index.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=5055)
    options = parser.parse_args()
    try:
        # The first search loads what it needs; nobody should wait for that.
        guidance().search("apua", Person(today()))
    except UnusableIndexError as error:
        sys.stderr.write(f"guidance server: {error}\n")
        return 2
    executor = ActionExecutor()
    executor.register_package("actions")
    # One process: the catalogue is read once and shared by all requests.
    create_app_for_serve(executor).run(host=options.host, port=options.port, single_process=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

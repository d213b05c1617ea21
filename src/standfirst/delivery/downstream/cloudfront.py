"""CloudFront: keys in ``Cache-Tag``, invalidated by its API; since April 2026, not in China.

The distribution must name that header in its ``CacheTagConfig``. It takes 50 keys of a page, separated by
commas, each of at most 256 characters; what is beyond is not stored
(docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-tags.html). A key is
invalidated as ``#key``, counts and costs like a path, and 3,000 may be in progress
(…/DeveloperGuide/InvalidationLimits.html). There is no soft purge, and no header for it alone: its life is
``s-maxage``.
"""

import uuid
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from standfirst.delivery.downstream.asking import SECONDS, NotPurgedError, check
from standfirst.delivery.downstream.labelling import Labelling, keys_to_purge
from standfirst.delivery.pages import Headers

_MOST = 50
_AT_ONCE = 1_000


def _life(life: int) -> Headers:
    return [("Cache-Control", f"public, max-age=0, s-maxage={life}, stale-if-error=86400")]


_LABELLING = Labelling("Cache-Tag", ",", longest=8_000, most=_MOST, life=_life)


class CloudFront:
    """One CloudFront distribution; the keys of an account come from the usual ``AWS_`` variables."""

    is_there = True

    def __init__(self, distribution: str, endpoint: str = "") -> None:
        """Invalidate in ``distribution`` (its id)."""
        self._distribution = distribution
        self._endpoint = endpoint

    def labels(self, tags: Iterable[str], until: float) -> tuple[Headers, float]:
        """See ``Labelling``."""
        return _LABELLING.labels(tags, until)

    def purge(self, tags: Iterable[str], withdrawn: Iterable[str] = ()) -> None:
        """Remove pages of ``tags`` and ``withdrawn``."""
        from botocore.exceptions import BotoCoreError, ClientError  # type: ignore[import-untyped]

        for keys in keys_to_purge((*tags, *withdrawn), _AT_ONCE):
            items = ["#" + key for key in keys]
            batch = {
                "Paths": {"Quantity": len(items), "Items": items},
                "CallerReference": str(uuid.uuid4()),
            }
            try:
                self._client.create_invalidation(DistributionId=self._distribution, InvalidationBatch=batch)
            except ClientError as error:
                answered = error.response["ResponseMetadata"]["HTTPStatusCode"]
                busy = error.response["Error"]["Code"] in {"TooManyInvalidationsInProgress", "Throttling"}
                check("CloudFront", 429 if busy else answered, str(error))
            except BotoCoreError as error:
                raise NotPurgedError(f"CloudFront does not answer: {error}") from error

    @cached_property
    def _client(self) -> Any:
        import boto3  # type: ignore[import-untyped]
        from botocore.config import Config  # type: ignore[import-untyped]

        patience = Config(connect_timeout=SECONDS, read_timeout=SECONDS, retries={"total_max_attempts": 1})
        # CloudFront has no regions, but requests are signed for one.
        return boto3.client(
            "cloudfront", region_name="us-east-1", endpoint_url=self._endpoint or None, config=patience
        )

package io.llmcache.cli;

import io.llmcache.cli.common.JobError;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.settings.SettingKey;

/**
 * Makes the request that an application would make, so that both have the same key. Pure.
 *
 * @param largest body in bytes that an application's request is looked at with
 */
record Requests(Target target, Headers headers, int largest) {

  /** The field by which answers get their tags. */
  private static final String TAGS = "llmcache-tags";

  CacheRequest of(Job job) throws JobError {
    if (job.body().length > largest) {
      throw new JobError(
          "the request is larger than %s, so it is never answered from the cache"
              .formatted(SettingKey.MAX_REQUEST_SIZE.key()));
    }
    Headers all = job.tags().isEmpty() ? headers : headers.plus(TAGS, job.tags());
    return CacheRequest.of(WayIn.CLIENT, "POST", target.at(job.path()), all, job.body());
  }

  /** The same, to replace what is stored. */
  CacheRequest replacing(Job job) throws JobError {
    CacheRequest request = of(job);
    return CacheRequest.of(
        request.wayIn(),
        request.method(),
        request.target(),
        request.headers().plus("Cache-Control", "no-cache"),
        request.body());
  }
}

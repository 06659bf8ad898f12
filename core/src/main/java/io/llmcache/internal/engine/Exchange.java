package io.llmcache.internal.engine;

import io.llmcache.exchange.CacheControl;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.WireFormat;
import java.time.Instant;
import java.util.List;

/**
 * One exchange that takes part.
 *
 * @param tags that an answer to it is stored with
 * @param epoch the number that an answer to it will carry
 * @param began the instant by which it is judged, and at which its upstream call begins
 */
record Exchange(
    CacheRequest request,
    WireFormat format,
    RequestFacts facts,
    String tenant,
    CacheKey key,
    CacheControl asked,
    List<String> tags,
    long epoch,
    Instant began) {

  /** The same exchange, whose upstream call begins only now. */
  Exchange beginningAt(long newEpoch, Instant now) {
    return new Exchange(request, format, facts, tenant, key, asked, tags, newEpoch, now);
  }

  /** The same exchange about one of its inputs. */
  Exchange part(RequestFacts input, CacheKey its) {
    return new Exchange(request, format, input, tenant, its, asked, tags, epoch, began);
  }

  /** What one limit of the provider holds for: this tenant's calls of this model. */
  String upstream() {
    return request.target().getAuthority() + '\n' + tenant + '\n' + facts.model();
  }
}

package io.llmcache.internal.engine;

import io.llmcache.exchange.CacheControl;
import io.llmcache.exchange.CacheRequest;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.Meaning;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.WireFormat;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One exchange that takes part.
 *
 * @param tags that an answer to it is stored with
 * @param epoch the number that an answer to it will carry
 * @param began the instant by which it is judged, and at which its upstream call begins
 * @param wish what the request says about answers by meaning
 * @param sought what came of looking for it by meaning; null: nobody looked
 * @param account what is noted to explain it; null: it is not to be explained
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
    Instant began,
    SemanticWish wish,
    @Nullable Sought sought,
    @Nullable Account account) {

  /** The same exchange, whose upstream call begins only now. */
  Exchange beginningAt(long newEpoch, Instant now) {
    return new Exchange(
        request, format, facts, tenant, key, asked, tags, newEpoch, now, wish, sought, account);
  }

  /** The same exchange about one of its inputs. */
  Exchange part(RequestFacts input, CacheKey its) {
    return new Exchange(
        request, format, input, tenant, its, asked, tags, epoch, began, wish, sought, null);
  }

  /** The same exchange after somebody looked for it by meaning. */
  Exchange having(Sought found) {
    return new Exchange(
        request, format, facts, tenant, key, asked, tags, epoch, began, wish, found, account);
  }

  /** The same exchange, about whose further course nothing is noted. */
  Exchange unexplained() {
    return account == null
        ? this
        : new Exchange(
            request, format, facts, tenant, key, asked, tags, epoch, began, wish, sought, null);
  }

  /** Whether its question was embedded, or is not to be. */
  boolean embedded() {
    return sought != null && !sought.owesMeaning();
  }

  /** By which its answer can be found; null: by its key alone. */
  @Nullable Meaning meaning() {
    return sought == null ? null : sought.meaning();
  }

  /** What one limit of the provider holds for: this tenant's calls of this model. */
  String upstream() {
    return request.target().getAuthority() + '\n' + tenant + '\n' + facts.model();
  }
}

package io.llmcache.internal.engine;

import io.llmcache.exchange.CacheStatus;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Reply;
import io.llmcache.internal.engine.Sought.Candidate;
import io.llmcache.internal.engine.TieredLookup.Found;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.Explanation;
import io.llmcache.spi.StoredReply;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** The part of the main path that is about questions in other words. Thread-safe. */
final class LikeQuestions {

  private final @Nullable Meanings meanings;
  private final Backing backing;
  private final SharedUse sharedUse;

  /** Does nothing where there are no answers by meaning. */
  LikeQuestions(Backing backing, SharedUse sharedUse) {
    this.meanings = backing.meanings();
    this.backing = backing;
    this.sharedUse = sharedUse;
  }

  /** Loads what a look-up needs; does not block. */
  void warmUp() {
    if (meanings != null) {
      meanings.warmUp();
    }
  }

  /** The same exchange with what was found; blocks for the embedder and the tiers. */
  Exchange sought(Exchange exchange) {
    Sought sought = meanings == null ? null : meanings.seek(exchange);
    if (exchange.account() != null) {
      exchange.account().sought(sought);
    }
    return sought == null ? exchange : exchange.having(sought);
  }

  /**
   * The answer to a question that means the same, or null.
   *
   * @param exchange after it was sought
   * @param flight whose followers get it as well; null: there are none
   */
  @Nullable Outcome served(Exchange exchange, @Nullable Flight flight) {
    Candidate hit = hit(exchange);
    if (meanings == null || hit == null) {
      return null;
    }
    meanings.hit(exchange, hit, meanings.serves());
    if (!meanings.serves()) {
      return null;
    }
    if (flight != null) {
      flight.serve(hit);
    }
    return reply(exchange, hit, hit.found().reply(), Explanation.Outcome.HIT);
  }

  /**
   * The same for a request that waited for another's.
   *
   * @param wanted the answer in the form that it wants
   */
  Outcome shared(Exchange exchange, Candidate hit, StoredReply wanted) {
    if (meanings != null) {
      meanings.hit(exchange, hit, true);
    }
    return reply(exchange, hit, wanted, Explanation.Outcome.COLLAPSED);
  }

  private Outcome reply(
      Exchange exchange, Candidate hit, StoredReply wanted, Explanation.Outcome how) {
    sharedUse.hit(hit.key());
    String detail = "semantic-" + twoDigits(hit.match().similarity());
    Found found = hit.found();
    Account account = exchange.account();
    Reply reply = backing.replay(exchange, wanted, CacheStatus.hit(found.verdict().left(), detail));
    Reply named = named(reply, hit.key());
    if (account == null) {
      return new Outcome.Served(named);
    }
    account.found(found, exchange.began());
    return new Outcome.Served(account.served(how, "semantic", named));
  }

  private static String twoDigits(double similarity) {
    return BigDecimal.valueOf(similarity).setScale(2, RoundingMode.HALF_UP).toPlainString();
  }

  /** The reply with the entry that it comes from, so that its caller can say that it is wrong. */
  static Reply named(Reply reply, @Nullable CacheKey origin) {
    return origin == null
        ? reply
        : new Reply(
            reply.status(), reply.headers().plus(SemanticWish.MATCH, origin.hex()), reply.body());
  }

  /** Takes note if the request says that an answer it got was wrong for it. */
  void hear(Exchange exchange) {
    if (meanings != null && !exchange.wish().wrong().isEmpty()) {
      meanings.hear(exchange);
    }
  }

  /** Counts what would have been served. */
  Exchange observed(Exchange exchange) {
    Exchange sought = sought(exchange);
    Candidate hit = hit(sought);
    if (meanings != null && hit != null) {
      meanings.hit(sought, hit, false);
    }
    return sought;
  }

  /** The upstream is called for the exchange. Does not block. */
  void forwarded(Exchange exchange) {
    if (meanings != null) {
      meanings.forwarded(exchange);
    }
  }

  private static @Nullable Candidate hit(Exchange exchange) {
    Sought sought = exchange.sought();
    return sought == null ? null : sought.hit();
  }
}

package io.llmcache.spi;

import io.llmcache.exchange.WayIn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why one exchange went as it did. Holds no prompt, answer, name of a tenant or credential: what
 * stands for them are short hashes under a secret of this process, which are good for comparing
 * explanations of one process and for nothing else. Immutable.
 *
 * @param at when the request was opened
 * @param outcome what became of the request
 * @param reason why, in a word or two as in Cache-Status
 * @param why the same in a sentence, with the remedy where there is one
 * @param wayIn where it was met
 * @param format of the request; empty where none was recognised
 * @param model as the request names it; empty where unknown
 * @param tenant kind and hash, for example {@code credential:1f0c77aa}; empty where nobody is known
 * @param key the first 12 hexadecimal digits; empty where none was derived
 * @param parts what the key is made of, in order: name to hash; empty where there is no key
 * @param entry the stored answer that was found under the key, or by meaning; null: none was
 * @param meaning what came of the look-up by meaning; null: it did not come to that
 * @param kept whether the answer was stored
 * @param differs which parts differ from the nearest of the requests whose answers this node stored
 *     of late for the same tenant; empty: it is the same request, and its answer is gone; null: it
 *     was not compared, or nothing is near
 * @param differsElsewhere the same among all tenants, where one of another is nearer; else null
 */
public record Explanation(
    Instant at,
    Outcome outcome,
    String reason,
    String why,
    WayIn wayIn,
    String format,
    String model,
    String tenant,
    String key,
    Map<String, String> parts,
    @Nullable Entry entry,
    @Nullable Meaning meaning,
    Kept kept,
    @Nullable List<String> differs,
    @Nullable List<String> differsElsewhere) {

  /** What became of a request. */
  public enum Outcome {
    /** Served from what is stored. */
    HIT,
    /** Served though stale. */
    STALE,
    /** Served with the answer to another's call. */
    COLLAPSED,
    /** It waits for another's call. */
    WAITING,
    /** The upstream was called. */
    MISS,
    /** The cache kept out, or in mode observe only looked on. */
    BYPASS,
    /** Nothing was stored, and the request wanted no call. */
    NOT_CACHED
  }

  /**
   * A stored answer.
   *
   * @param tier {@code l1} or {@code l2}
   * @param left how long it is still fresh; negative: stale
   */
  public record Entry(String tier, Duration age, Duration left) {}

  /**
   * A look-up by meaning.
   *
   * @param verdict {@code similar} or {@code exact} for a hit, else why there is none
   * @param why the same in a sentence
   * @param similarity of the nearest question in the same scope, also below the threshold; NaN:
   *     there is none
   * @param threshold the least that is a hit; NaN: nobody looked
   * @param guard the guard that was against it; empty: none was
   */
  public record Meaning(
      String verdict, String why, double similarity, double threshold, String guard) {}

  /**
   * Whether an answer was stored.
   *
   * @param state {@code pending} as long as the upstream answers, {@code yes}, {@code no}, or
   *     {@code none} where there was no call
   * @param reason why not, in a word or two; else empty
   * @param why the same in a sentence
   */
  public record Kept(String state, String reason, String why) {

    /** There was no call. */
    public static final Kept NONE = new Kept("none", "", "");

    /** The upstream still answers. */
    public static final Kept PENDING = new Kept("pending", "", "");

    /** It was stored. */
    public static final Kept YES = new Kept("yes", "", "");
  }

  /** One line of JSON in ASCII, of at most {@value ExplanationText#LONGEST} characters. */
  public String toJson() {
    return ExplanationText.of(this, true);
  }

  /**
   * The same for the caller, as the reply's header has it. A caller of the gateway or the filter is
   * one tenant among others, and is not told what others asked.
   */
  public String toHeader() {
    return ExplanationText.of(this, wayIn == WayIn.CLIENT || wayIn == WayIn.METHOD);
  }
}

package io.llmcache.exchange;

import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request that may be answered from the cache: what goes to the upstream, with the body whole in
 * memory. Immutable by agreement: neither side writes into the body.
 */
public final class CacheRequest {

  private final WayIn wayIn;
  private final String method;
  private final URI target;
  private final Headers headers;
  private final byte[] body;
  private final @Nullable String principal;
  private final boolean collapsible;
  private final boolean divisible;
  private final @Nullable Refresher refresher;
  private final @Nullable Duration lifetime;
  private final boolean forEverybody;

  private CacheRequest(Draft draft) {
    wayIn = draft.wayIn;
    method = draft.method;
    target = draft.target;
    headers = draft.headers;
    body = draft.body;
    principal = draft.principal;
    collapsible = draft.collapsible;
    divisible = draft.divisible;
    refresher = draft.refresher;
    lifetime = draft.lifetime;
    forEverybody = draft.forEverybody;
  }

  /**
   * A request to {@code target}, the absolute URI of the real upstream (never the gateway's own
   * address), with no principal. The body is not copied.
   */
  public static CacheRequest of(
      WayIn wayIn, String method, URI target, Headers headers, byte[] body) {
    return new CacheRequest(new Draft(wayIn, method, target, headers, body));
  }

  /** The same request made by an authenticated caller; null is nobody. */
  public CacheRequest by(@Nullable String its) {
    return with(draft -> draft.principal = its);
  }

  /**
   * The same request, never merged with an identical one in flight: for platforms that cannot tell
   * the engine when their upstream call failed.
   */
  public CacheRequest alone() {
    return with(draft -> draft.collapsible = false);
  }

  /**
   * The same request, whose upstream call can also be made without its caller: then a stale answer
   * may be served while a fresh one is fetched.
   */
  public CacheRequest refreshedBy(Refresher caller) {
    return with(draft -> draft.refresher = caller);
  }

  /**
   * The same request, whose upstream call may ask for a part of it only, if the rest is stored: the
   * adapter sends {@link Lease#body}, and then gives its caller what {@link Recording#decided} says
   * and nothing else.
   */
  public CacheRequest inParts() {
    return with(draft -> draft.divisible = true);
  }

  /**
   * The same request, whose answer is fresh for so long, whatever is configured for its model; null
   * is what is configured.
   */
  public CacheRequest lasting(@Nullable Duration its) {
    return with(draft -> draft.lifetime = its);
  }

  /**
   * The same request, whose answer everybody may have, whoever the tenants are. Heeded for {@link
   * WayIn#METHOD} only: the caller of a method has no say in it, but the method has.
   */
  public CacheRequest forEverybody() {
    return with(draft -> draft.forEverybody = true);
  }

  public WayIn wayIn() {
    return wayIn;
  }

  public String method() {
    return method;
  }

  /** Absolute, with scheme and host of the upstream, raw path and raw query as sent. */
  public URI target() {
    return target;
  }

  public Headers headers() {
    return headers;
  }

  /** The body as sent, decoded from no content encoding; never null, perhaps empty. */
  public byte[] body() {
    return body;
  }

  /** The authenticated caller, or null. */
  public @Nullable String principal() {
    return principal;
  }

  public boolean collapsible() {
    return collapsible;
  }

  /** Whether its upstream call may ask for a part of it only. */
  public boolean divisible() {
    return divisible;
  }

  /** Null: the upstream call can only be made for the caller itself. */
  public @Nullable Refresher refresher() {
    return refresher;
  }

  /** How long its answer is fresh; null: as configured. */
  public @Nullable Duration lifetime() {
    return lifetime;
  }

  /** Whether everybody may have its answer. */
  public boolean isForEverybody() {
    return forEverybody;
  }

  private CacheRequest with(Consumer<Draft> change) {
    Draft draft = new Draft(wayIn, method, target, headers, body);
    draft.principal = principal;
    draft.collapsible = collapsible;
    draft.divisible = divisible;
    draft.refresher = refresher;
    draft.lifetime = lifetime;
    draft.forEverybody = forEverybody;
    change.accept(draft);
    return new CacheRequest(draft);
  }

  /** What a request is made from. */
  private static final class Draft {

    private final WayIn wayIn;
    private final String method;
    private final URI target;
    private final Headers headers;
    private final byte[] body;
    private @Nullable String principal;
    private boolean collapsible = true;
    private boolean divisible;
    private @Nullable Refresher refresher;
    private @Nullable Duration lifetime;
    private boolean forEverybody;

    private Draft(WayIn wayIn, String method, URI target, Headers headers, byte[] body) {
      this.wayIn = wayIn;
      this.method = method;
      this.target = target;
      this.headers = headers;
      this.body = body;
    }
  }
}

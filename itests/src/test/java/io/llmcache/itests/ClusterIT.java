package io.llmcache.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.Headers;
import io.llmcache.itests.cluster.InvalidateServlet;
import io.llmcache.itests.cluster.ReloadKeysServlet;
import io.llmcache.testing.Answer;
import io.llmcache.testing.Ask;
import io.llmcache.testing.Background;
import io.llmcache.testing.FakeUpstream;
import io.llmcache.testing.KeyFiles;
import io.llmcache.testing.OlderEntry;
import io.llmcache.testing.RedisStack;
import io.llmcache.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Two servers of one cluster: what they share, and what callers notice when one of them goes. */
@EnabledIf(
    value = "io.llmcache.testing.RedisStack#available",
    disabledReason = "a Redis Stack cannot be had here")
class ClusterIT {

  private static final List<String> TENANTS = List.of("ann", "bob");
  private static final int CALLERS = 2;
  private static final int ANSWERS_PER_PHASE = 150;

  private static final FakeUpstream UPSTREAM = FakeUpstream.start();
  private static final NodeProvider PROVIDER = new NodeProvider();
  private static final Path KEYS = Server.target().resolve("cluster-keys");
  private static RedisStack redis;
  private static NodeRelay network;
  private static NodePair nodes;
  private static WebArchive replicated;
  private static WebArchive invalidating;
  private static WebArchive encrypted;
  private static RedisEntries inClear;
  private static RedisEntries sealed;

  private final AtomicInteger questions = new AtomicInteger();
  private final AtomicInteger answers = new AtomicInteger();
  private volatile boolean over;

  @BeforeAll
  static void start() {
    UPSTREAM.always(PROVIDER);
    redis = RedisStack.start();
    network = NodeRelay.to(redis.url().getHost(), redis.url().getPort());
    replicated = war("replicated", Map.of());
    String url = "redis://127.0.0.1:" + network.port();
    invalidating = war("invalidating", Map.of("llmcache.redis-url", url));
    KeyFiles.write(KEYS, "old");
    encrypted =
        war(
            "encrypted",
            Map.of("llmcache.redis-url", url, "llmcache.encryption-key-file", KEYS.toString()));
    inClear = new RedisEntries(redis.url(), "invalidating");
    sealed = new RedisEntries(redis.url(), "encrypted");
    nodes = NodePair.start();
    nodes.deploy(replicated);
    nodes.deploy(invalidating);
    nodes.deploy(encrypted);
  }

  @AfterAll
  static void stop() {
    nodes.close();
    inClear.close();
    sealed.close();
    network.close();
    redis.close();
    UPSTREAM.close();
  }

  @Test
  void withoutRedisNodesShareAnswersAndInvalidations() {
    for (String tenant : TENANTS) {
      assertThat(text(0, replicated, "Shared?", tenant))
          .isEqualTo(NodeProvider.answer("Shared?", tenant, 1));
    }
    for (String tenant : TENANTS) {
      awaitHit(1, replicated, "Shared?", tenant);
      assertThat(text(1, replicated, "Shared?", tenant))
          .isEqualTo(NodeProvider.answer("Shared?", tenant, 1));
    }

    assertThat(invalidate(0, replicated)).contains("l1=infinispan", ", replicated, ", "l2=none");

    awaitMiss(1, replicated, "Shared?", "ann");
    assertThat(text(1, replicated, "Shared?", "ann"))
        .isEqualTo(NodeProvider.answer("Shared?", "ann", 2));
    awaitHit(0, replicated, "Shared?", "ann");
    assertThat(isHit(0, replicated, "Shared?", "bob")).isFalse();
  }

  @Test
  void withoutRedisEqualCallsOnBothNodesAreOne() {
    equalCallsOnBothNodesAreOne(replicated);
  }

  @Test
  void withRedisEqualCallsOnBothNodesAreOne() {
    equalCallsOnBothNodesAreOne(invalidating);
  }

  private void equalCallsOnBothNodesAreOne(WebArchive war) {
    String question = "Equal, " + war.getName() + "?";
    CountDownLatch answered = PROVIDER.hold(question, "ann");
    List<Future<Answer>> here = ask(0, war, question);
    Waiting.until(() -> PROVIDER.calls(question, "ann") > 0, "nobody asks the provider");
    List<Future<Answer>> there = ask(1, war, question);
    // answered after they have begun: a node takes up calls in their order
    for (int other = 0; other < 20; other++) {
      assertThat(text(1, war, question + other, "bob")).contains("Bearer bob");
    }

    answered.countDown();

    for (Future<Answer> asked : here) {
      assertThat(text(Waiting.on(asked))).isEqualTo(NodeProvider.answer(question, "ann", 1));
    }
    int waited = 0;
    for (Future<Answer> asked : there) {
      Answer answer = Waiting.on(asked);
      waited += answer.cacheStatus().contains("; collapsed") ? 1 : 0;
      assertThat(text(answer)).isEqualTo(NodeProvider.answer(question, "ann", 1));
    }
    assertThat(waited).isPositive();
    assertThat(PROVIDER.calls(question, "ann")).isEqualTo(1);
  }

  private static List<Future<Answer>> ask(int node, WebArchive war, String question) {
    HttpSender sender = new HttpSender(nodes.route(node, war));
    List<Future<Answer>> asked = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      asked.add(sender.sendLater(NodeProvider.ask(question, "ann")));
    }
    return asked;
  }

  @Test
  void whoAsksTheOtherNodeDoesNotNoticeThatOneIsKilled() {
    assertThat(text(0, replicated, "Before?", "ann")).contains("Before?");
    awaitHit(1, replicated, "Before?", "ann");
    String kept = storedIn(inClear, invalidating, "Kept?");
    inClear.write(kept, OlderEntry.ofVersionThree(inClear.key(kept), inClear.read(kept)));
    List<Future<Boolean>> callers = Background.start(CALLERS, () -> askOnAndOn(1, replicated));
    awaitAnswers(callers);
    CountDownLatch held = PROVIDER.hold("Dying?", "ann");
    CompletableFuture<Answer> dying = sendLater(0, replicated, "Dying?");
    Waiting.until(() -> PROVIDER.calls("Dying?", "ann") == 1, "nobody asks the provider");

    nodes.node(0).kill();

    assertThat(isHit(1, replicated, "Before?", "ann")).isTrue();
    assertThat(text(1, replicated, "Dying?", "ann"))
        .isEqualTo(NodeProvider.answer("Dying?", "ann", 2));
    assertThat(status(1, invalidating, noCall("Kept?", "ann"))).contains("detail=l2");
    held.countDown();
    assertThat(dying).failsWithin(Waiting.LIMIT);
    awaitAnswers(callers);
    assertThat(isHit(1, replicated, "Before?", "ann")).isTrue();
    invalidate(1, replicated);
    assertThat(isHit(1, replicated, "Before?", "ann")).isFalse();
    awaitStored(1, "Meanwhile?");

    nodes.startAgain(0);

    awaitAnswers(callers);
    awaitHit(0, replicated, "Meanwhile?", "ann");
    assertThat(isHit(0, replicated, "Before?", "ann")).isFalse();
    Waiting.until(
        () -> isHit(0, invalidating, "Kept?", "ann"), "the node that is back does not ask Redis");
    assertThat(text(0, invalidating, "Kept?", "ann"))
        .isEqualTo(NodeProvider.answer("Kept?", "ann", 1));
    invalidate(0, replicated);
    awaitMiss(1, replicated, "Meanwhile?", "ann");
    end(callers);
  }

  @Test
  void withRedisWhatIsInvalidatedHereIsNotServedThere() {
    for (String tenant : TENANTS) {
      assertThat(text(0, invalidating, "Invalid?", tenant))
          .isEqualTo(NodeProvider.answer("Invalid?", tenant, 1));
      awaitHit(1, invalidating, "Invalid?", tenant);
    }

    invalidate(0, invalidating);

    for (String tenant : TENANTS) {
      assertThat(isHit(0, invalidating, "Invalid?", tenant)).isFalse();
      awaitMiss(1, invalidating, "Invalid?", tenant);
      assertThat(text(1, invalidating, "Invalid?", tenant))
          .isEqualTo(NodeProvider.answer("Invalid?", tenant, 2));
    }
  }

  /** The near tier of the second node holds what the version before wrote, too. */
  @Test
  void aNodeServesWhatTheVersionBeforeItStored() {
    String name = storedIn(inClear, invalidating, "Older?");
    inClear.write(name, OlderEntry.ofVersionThree(inClear.key(name), inClear.read(name)));

    assertThat(status(1, invalidating, noCall("Older?", "ann"))).contains("detail=l2");
    Waiting.until(
        () -> status(1, invalidating, noCall("Older?", "ann")).contains("detail=l1"),
        "it does not get near");
    for (int node = 0; node < 2; node++) {
      assertThat(text(node, invalidating, "Older?", "ann"))
          .isEqualTo(NodeProvider.answer("Older?", "ann", 1));
    }
    assertThat(isHit(1, invalidating, "Older?", "bob")).isFalse();
  }

  @Test
  void whatALaterVersionStoredIsAMissAndIsReplaced() {
    String name = storedIn(inClear, invalidating, "Later?");
    inClear.write(name, OlderEntry.ofVersion(99, inClear.key(name), inClear.read(name)));

    assertThat(isHit(1, invalidating, "Later?", "ann")).isFalse();
    assertThat(text(1, invalidating, "Later?", "ann"))
        .isEqualTo(NodeProvider.answer("Later?", "ann", 2));

    Waiting.until(() -> inClear.read(name)[0] != 99, "it is not replaced");
    Waiting.until(
        () ->
            text(0, invalidating, "Later?", "ann").equals(NodeProvider.answer("Later?", "ann", 2)),
        "the old one is still served");
  }

  @Test
  void encryptedNobodyReadsInRedisWhatIsStored() {
    storedIn(inClear, invalidating, "Legible?");
    assertThat(inClear.dump()).contains("openai.chat", "application/json");

    storedIn(sealed, encrypted, "Secret?");

    assertThat(sealed.dump()).doesNotContain("openai.chat", "application/json", "Secret?", "ann");
    assertThat(status(1, encrypted, noCall("Secret?", "ann"))).contains("detail=l2");
    assertThat(post(1, encrypted, "/invalidate")).contains(", encrypted");
  }

  @Test
  void whatIsForgedInRedisIsAMiss() {
    String swapped = storedIn(sealed, encrypted, "Swapped?");
    String with = storedIn(sealed, encrypted, "With?");
    String changed = storedIn(sealed, encrypted, "Changed?");
    String forged = storedIn(sealed, encrypted, "Forged?");
    byte[] other = sealed.read(with);
    sealed.write(with, sealed.read(swapped));
    sealed.write(swapped, other);
    byte[] bytes = sealed.read(changed);
    bytes[bytes.length - 20] ^= 1;
    sealed.write(changed, bytes);
    byte[] ours = inClear.read(storedIn(inClear, invalidating, "Anything?"));
    sealed.write(forged, OlderEntry.ofVersion(4, sealed.key(forged), ours));

    for (String question : List.of("Swapped?", "With?", "Changed?", "Forged?")) {
      assertThat(isHit(1, encrypted, question, "ann")).as(question).isFalse();
      assertThat(text(1, encrypted, question, "ann"))
          .isEqualTo(NodeProvider.answer(question, "ann", 2));
    }
  }

  @Test
  void keysAreChangedWithoutARestartAndOldEntriesStayReadable() {
    KeyFiles.write(KEYS, "old");
    reloadKeys("[old]");
    storedIn(sealed, encrypted, "By the old key?");
    storedIn(sealed, encrypted, "By the old key, too?");
    KeyFiles.write(KEYS, "old", "new");
    reloadKeys("[old, new]");
    KeyFiles.write(KEYS, "new", "old");
    reloadKeys("[new, old]");

    String name = storedIn(sealed, encrypted, "By the new key?");

    assertThat(new String(sealed.read(name), 2, 3, StandardCharsets.US_ASCII)).isEqualTo("new");
    for (String question : List.of("By the old key?", "By the new key?")) {
      assertThat(status(1, encrypted, noCall(question, "ann"))).contains("detail=l2");
    }

    KeyFiles.write(KEYS, "new");
    reloadKeys("[new]");

    assertThat(isHit(1, encrypted, "By the old key, too?", "ann")).isFalse();
    assertThat(isHit(1, encrypted, "By the new key?", "ann")).isTrue();
  }

  private static void reloadKeys(String expected) {
    for (int node = 0; node < 2; node++) {
      assertThat(post(node, encrypted, "/reload-keys")).isEqualTo(expected);
    }
  }

  /** Asks the first node, and returns the entry's name once it is in Redis. */
  private static String storedIn(RedisEntries entries, WebArchive war, String question) {
    Set<String> before = entries.names();
    assertThat(text(0, war, question, "ann")).isEqualTo(NodeProvider.answer(question, "ann", 1));
    Waiting.until(() -> entries.names().size() > before.size(), "it is not in Redis");
    return entries.names().stream().filter(name -> !before.contains(name)).findAny().orElseThrow();
  }

  @Test
  void withRedisARefreshedAnswerIsNotServedOldByTheOtherNode() {
    assertThat(text(0, invalidating, "Newest?", "ann"))
        .isEqualTo(NodeProvider.answer("Newest?", "ann", 1));
    awaitHit(1, invalidating, "Newest?", "ann");
    Waiting.until(
        () -> status(1, invalidating, noCall("Newest?", "ann")).contains("detail=l1"),
        "it does not get near");

    Ask anew = NodeProvider.ask("Newest?", "ann").with("Cache-Control", "no-cache");
    assertThat(text(send(0, invalidating, anew)))
        .isEqualTo(NodeProvider.answer("Newest?", "ann", 2));

    Waiting.until(
        () ->
            text(1, invalidating, "Newest?", "ann")
                .equals(NodeProvider.answer("Newest?", "ann", 2)),
        "the old one is still served");
    assertThat(PROVIDER.calls("Newest?", "ann")).isEqualTo(2);
  }

  @Test
  void aCutToRedisIsNotNoticedAndWhatIsInvalidatedMeanwhileIsSoAfterwards() {
    assertThat(text(0, invalidating, "Cut?", "ann")).contains("Cut?");
    awaitHit(1, invalidating, "Cut?", "ann");
    List<Future<Boolean>> callers = Background.start(CALLERS, () -> askOnAndOn(1, invalidating));
    awaitAnswers(callers);
    network.cut();
    awaitAnswers(callers);
    assertThat(invalidate(0, invalidating)).contains(", invalidation, ", "l2=redis");
    assertThat(isHit(0, invalidating, "Cut?", "ann")).isFalse();
    awaitAnswers(callers);

    network.heal();

    awaitMiss(1, invalidating, "Cut?", "ann");
    awaitAnswers(callers);
    end(callers);
    Waiting.until(
        () -> {
          String question = "Healed? " + questions.incrementAndGet();
          text(0, invalidating, question, "ann");
          return isHitSoon(1, invalidating, question);
        },
        "the nodes do not share again");
  }

  /**
   * Each part goes on alone; what is invalidated in one of them is so in both once they are one.
   */
  @Test
  void aCutBetweenTheNodesIsNotNoticedAndWhatIsInvalidatedMeanwhileIsSoAfterwards() {
    assertThat(text(0, replicated, "Apart?", "ann")).contains("Apart?");
    awaitHit(1, replicated, "Apart?", "ann");
    List<Future<Boolean>> callers = Background.start(CALLERS, () -> askOnAndOn(1, replicated));
    awaitAnswers(callers);

    nodes.cut();

    awaitAnswers(callers);
    invalidate(0, replicated);
    assertThat(isHit(0, replicated, "Apart?", "ann")).isFalse();
    assertThat(isHit(1, replicated, "Apart?", "ann")).as("nobody could tell it").isTrue();
    for (int node = 0; node < 2; node++) {
      awaitStored(node, "Alone " + node + "?");
    }
    awaitAnswers(callers);

    nodes.heal();

    awaitMiss(1, replicated, "Apart?", "ann");
    awaitAnswers(callers);
    end(callers);
    Waiting.until(
        () -> {
          String question = "Together? " + questions.incrementAndGet();
          text(0, replicated, question, "ann");
          return isHitSoon(1, replicated, question);
        },
        "the nodes do not share again");
  }

  /** Until the other node is known to be away, an answer may not be stored. */
  private static void awaitStored(int node, String question) {
    Waiting.until(
        () ->
            text(node, replicated, question, "ann").contains(question)
                && isHit(node, replicated, question, "ann"),
        "nothing is stored beside the node that is away");
  }

  /**
   * Asks until the test is over, one question in three a new one.
   *
   * @return whether each answer was the tenant's own to its question
   */
  private boolean askOnAndOn(int node, WebArchive war) {
    while (!over) {
      int number = questions.incrementAndGet();
      String question = number % 3 == 0 ? "new " + number : "again " + number % 20;
      String tenant = TENANTS.get(number % 2);
      Answer answer = send(node, war, NodeProvider.ask(question, tenant));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(text(answer)).matches(text -> NodeProvider.answers(text, question, tenant));
      answers.incrementAndGet();
    }
    return true;
  }

  private void end(List<Future<Boolean>> callers) {
    over = true;
    callers.forEach(caller -> assertThat(Waiting.on(caller)).isTrue());
  }

  private void awaitAnswers(List<? extends Future<?>> callers) {
    int enough = answers.get() + ANSWERS_PER_PHASE;
    Waiting.until(
        () -> answers.get() >= enough || callers.stream().anyMatch(Future::isDone),
        "the callers get no answers");
    callers.stream().filter(Future::isDone).forEach(Waiting::on);
  }

  private static void awaitHit(int node, WebArchive war, String question, String tenant) {
    Waiting.until(() -> isHit(node, war, question, tenant), question + " is not found");
  }

  private static void awaitMiss(int node, WebArchive war, String question, String tenant) {
    Waiting.until(() -> !isHit(node, war, question, tenant), question + " is still served");
  }

  private static boolean isHit(int node, WebArchive war, String question, String tenant) {
    return status(node, war, noCall(question, tenant)).contains("; hit");
  }

  private static boolean isHitSoon(int node, WebArchive war, String question) {
    for (int tries = 0; tries < 20; tries++) {
      if (isHit(node, war, question, "ann")) {
        return true;
      }
    }
    return false;
  }

  private static Ask noCall(String question, String tenant) {
    return NodeProvider.ask(question, tenant).with("Cache-Control", "only-if-cached");
  }

  private static String text(int node, WebArchive war, String question, String tenant) {
    return text(send(node, war, NodeProvider.ask(question, tenant)));
  }

  private static String text(Answer answer) {
    try {
      return answer.text();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String status(int node, WebArchive war, Ask ask) {
    try (Answer answer = send(node, war, ask)) {
      return answer.cacheStatus();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer send(int node, WebArchive war, Ask ask) {
    return Waiting.on(new HttpSender(nodes.route(node, war)).sendLater(ask));
  }

  private static CompletableFuture<Answer> sendLater(int node, WebArchive war, String question) {
    return new HttpSender(nodes.route(node, war)).sendLater(NodeProvider.ask(question, "ann"));
  }

  /** What the application says of its cache. */
  private static String invalidate(int node, WebArchive war) {
    return post(node, war, "/invalidate");
  }

  private static String post(int node, WebArchive war, String path) {
    URI application = nodes.node(node).uri(war);
    Ask ask = new Ask("POST", path, Headers.EMPTY, new byte[0]);
    return text(Waiting.on(new HttpSender(application).sendLater(ask)));
  }

  private static WebArchive war(String name, Map<String, String> settings) {
    Map<String, String> all = new TreeMap<>(settings);
    all.put("llmcache.namespace", name);
    all.put("llmcache.gateway.routes", "up=" + UPSTREAM.uri());
    all.put("llmcache.l1-max-size", "32MB");
    // a machine that is busy is no miss here
    all.put("llmcache.l1-timeout", "2s");
    all.put("llmcache.redis-timeout", "2s");
    return NodePair.asking(Deployments.cached(name, all), Deployments.webXml(all))
        .addClasses(InvalidateServlet.class, ReloadKeysServlet.class);
  }
}

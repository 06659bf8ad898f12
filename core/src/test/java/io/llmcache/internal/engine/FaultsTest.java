package io.llmcache.internal.engine;

import static io.llmcache.testing.Calls.answer;
import static io.llmcache.testing.Calls.asking;
import static io.llmcache.testing.Calls.follow;
import static io.llmcache.testing.Calls.lease;
import static io.llmcache.testing.Calls.served;
import static io.llmcache.testing.Calls.status;
import static io.llmcache.testing.Calls.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Recording;
import io.llmcache.exchange.Reply;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.WireFormat;
import io.llmcache.testing.Calls;
import io.llmcache.testing.FailingStore.Fault;
import io.llmcache.testing.FailingStore.Operation;
import io.llmcache.testing.FakeSharedTier;
import io.llmcache.testing.ManualClock;
import io.llmcache.testing.OpenAiChatFixtures;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever fails beside the upstream, the caller gets its answer and no exception. */
class FaultsTest {

  private static final Map<String, String> HASTY =
      Map.of("l1-timeout", "5ms", "redis-timeout", "5ms");

  private final ManualClock clock = new ManualClock();
  private final FakeSharedTier server = new FakeSharedTier(clock);

  static Stream<Arguments> storeFaults() {
    List<Arguments> all = new ArrayList<>();
    for (boolean near : new boolean[] {true, false}) {
      for (Fault fault : Fault.values()) {
        for (Operation operation : Operation.values()) {
          all.add(Arguments.of(near ? "near" : "shared", operation, fault));
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("storeFaults")
  void aStoreThatFailsIsAMissAtMost(String tier, Operation operation, Fault fault) {
    Rig rig = Rig.plan(HASTY).clock(clock).shared(server.node()).build();
    (tier.equals("near") ? rig.near : rig.shared).failing(operation, fault);

    for (int round = 0; round < 5; round++) {
      Outcome outcome = rig.open(asking("a"));
      Reply reply =
          outcome instanceof Outcome.Forward forward
              ? answer(forward.lease(), 200, Calls.JSON, OpenAiChatFixtures.REPLY)
              : served(outcome);
      assertThat(text(reply)).isEqualTo(OpenAiChatFixtures.REPLY);
      rig.sync.raise(Set.of(Epochs.model("other")));
      rig.timer.advance(Duration.ofSeconds(1));
    }
    (tier.equals("near") ? rig.near : rig.shared).repair();
    rig.timer.advance(Duration.ofSeconds(5));
    if (rig.open(asking("a")) instanceof Outcome.Forward forward) {
      answer(forward.lease(), 200, Calls.JSON, OpenAiChatFixtures.REPLY);
    }
    served(rig.open(asking("a")));
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void aSharedTierThatFailsFromTheStartIsFoundLater(Fault fault) {
    Rig.Plan plan = Rig.plan(HASTY).clock(clock).shared(server.node());
    // at the start one read is waited for, so with a manual timer it must not hang
    Fault first = fault == Fault.HANG || fault == Fault.LATE ? Fault.FAIL : fault;
    Rig rig = plan.failingAtStart(Operation.EPOCH_READ, first).build();
    rig.shared.failing(fault);
    answer(rig.open(asking("a")));
    rig.shared.repair();
    rig.timer.advance(Duration.ofSeconds(5));
    answer(rig.open(asking("b")));
    rig.near.clear();

    assertThat(status(served(rig.open(asking("b"))))).contains("detail=l2");
  }

  @Test
  void whileBothTiersAreDownIdenticalCallsAreStillOne() {
    Rig rig = Rig.plan(HASTY).clock(clock).shared(server.node()).build();
    rig.near.failing(Fault.REFUSE);
    rig.shared.failing(Fault.REFUSE);
    Outcome leader = rig.open(asking("a"));
    CompletableFuture<Outcome> follower = follow(rig.open(asking("a"))).next();

    answer(leader);

    assertThat(text(served(follower.join()))).isEqualTo(OpenAiChatFixtures.REPLY);
  }

  @Test
  void aHitInTheSharedTierIsPromoted() {
    Rig one = Rig.plan(HASTY).clock(clock).shared(server.node()).build();
    Rig two = Rig.plan(HASTY).clock(clock).shared(server.node()).build();
    answer(one.open(asking("a")));

    assertThat(status(served(two.open(asking("a"))))).contains("ttl=3600; detail=l2");
    assertThat(status(served(two.open(asking("a"))))).contains("detail=l1");
    clock.advance(Duration.ofHours(1));
    lease(two.open(asking("a")));
  }

  @Test
  void aDamagedEntryInTheNearTierDoesNotHideTheSharedOne() {
    Rig rig = Rig.plan(HASTY).clock(clock).shared(server.node()).build();
    answer(rig.open(asking("a")));
    rig.near.failing(Operation.GET, Fault.GARBAGE);

    assertThat(status(served(rig.open(asking("a"))))).contains("detail=l2");
    assertThat(rig.told.details(Kind.FAULT)).containsExactly("l1-entry: IOException");
  }

  @Test
  void aListenerThatThrowsIsIgnored() {
    Rig rig =
        Rig.plan(Map.of())
            .listener(
                event -> {
                  throw new IllegalStateException("a listener's own fault");
                })
            .build();
    answer(rig.open(asking("a")));
    Outcome leader = rig.open(asking("b"));
    CompletableFuture<Outcome> follower = follow(rig.open(asking("b"))).next();
    answer(leader);

    served(rig.open(asking("a")));
    served(follower.join());
    assertThat(rig.told.count(Kind.HIT)).as("the others are still told").isEqualTo(1);
  }

  @Test
  void aFormatThatThrowsAtRecognisingIsPassedOver() {
    Rig rig = Rig.plan(Map.of()).format(new BrokenFormat("recognises")).build();

    assertThat(lease(rig.open(asking("a"))).records()).isFalse();
    assertThat(rig.engine.formatOf("POST", Calls.TARGET)).isNull();
    assertThat(rig.told.count(Kind.FAULT)).isEqualTo(2);
  }

  @Test
  void aFormatThatThrowsAtReadingIsABypass() {
    Rig rig = Rig.plan(Map.of()).format(new BrokenFormat("read")).build();

    assertThat(lease(rig.open(asking("a"))).cacheStatus())
        .isEqualTo("llmcache; fwd=bypass; detail=fault");
  }

  @ParameterizedTest
  @ValueSource(strings = {"track", "accept", "complete", "end"})
  void aTrackerThatThrowsMakesAReplyThatIsNotStored(String where) {
    Rig rig = Rig.plan(Map.of()).format(new BrokenFormat(where)).build();
    Outcome leader = rig.open(asking("a"));
    CompletableFuture<Outcome> follower = follow(rig.open(asking("a"))).next();
    Recording recording = lease(leader).reply(200, Calls.JSON);
    Calls.write(recording, OpenAiChatFixtures.REPLY);
    recording.complete();
    recording.end();

    assertThat(text(recording.reply())).isEqualTo(OpenAiChatFixtures.REPLY);
    lease(follower.join());
    assertThat(rig.told.details(Kind.FAULT)).containsExactly("openai.chat: IllegalStateException");
    assertThat(rig.told.count(Kind.STORED)).isZero();
  }

  /** The real format, but for one method that throws. */
  private static final class BrokenFormat implements WireFormat {

    private final WireFormat sound =
        ServiceLoader.load(WireFormat.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(format -> format.id().equals("openai.chat"))
            .findFirst()
            .orElseThrow();
    private final String broken;

    private BrokenFormat(String broken) {
      this.broken = broken;
    }

    private void maybe(String here) {
      if (here.equals(broken)) {
        throw new IllegalStateException("thrown by the broken format");
      }
    }

    @Override
    public String id() {
      return sound.id();
    }

    @Override
    public boolean recognises(String method, URI target) {
      maybe("recognises");
      return sound.recognises(method, target);
    }

    @Override
    public RequestFacts read(CacheRequest request) throws UnreadableRequestException {
      maybe("read");
      return sound.read(request);
    }

    @Override
    public ReplyTracker track(RequestFacts request, int status, Headers headers) {
      maybe("track");
      ReplyTracker tracker = sound.track(request, status, headers);
      return new ReplyTracker() {
        @Override
        public void accept(ByteBuffer bytes) {
          maybe("accept");
          tracker.accept(bytes);
        }

        @Override
        public boolean complete() {
          maybe("complete");
          return tracker.complete();
        }

        @Override
        public ReplyFacts end() {
          maybe("end");
          return tracker.end();
        }
      };
    }
  }
}

package io.llmcache.internal.engine;

import static io.llmcache.testing.Calls.asking;
import static io.llmcache.testing.Calls.follow;
import static io.llmcache.testing.Calls.lease;
import static io.llmcache.testing.Calls.served;
import static io.llmcache.testing.Calls.streaming;
import static io.llmcache.testing.Calls.text;
import static io.llmcache.testing.Calls.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.ChunkReader;
import io.llmcache.exchange.Outcome;
import io.llmcache.exchange.Recording;
import io.llmcache.exchange.ReplyBody;
import io.llmcache.testing.Calls;
import io.llmcache.testing.OpenAiChatFixtures;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Replies that nobody reads any more. */
class DesertedTest {

  private static final Duration ABANDONED = Duration.ofSeconds(10);

  private final Rig rig = Rig.plain();
  private final List<String> happened = new ArrayList<>();

  @Test
  void isReadOnAndStored() {
    Recording recording = begin(rig);
    leave(recording);
    rig.timer.advance(ABANDONED.minusMillis(1));
    write(recording, OpenAiChatFixtures.STREAM);
    recording.end();

    assertThat(happened).isEmpty();
    assertThat(text(served(rig.open(streaming("a"))))).isEqualTo(OpenAiChatFixtures.STREAM);
    assertThat(rig.timer.pending()).isZero();
  }

  @Test
  void isGivenUpInTheEndAndNobodyJoinsItThen() {
    Recording recording = begin(rig);
    leave(recording);

    rig.timer.advance(ABANDONED);

    assertThat(happened).containsExactly("cancelled");
    lease(rig.open(streaming("a")));
    recording.fail(new IOException("cancelled"));
    rig.timer.advance(Duration.ofHours(1));
    assertThat(happened).containsExactly("cancelled");
  }

  @Test
  void aNewcomerKeepsItAlive() {
    Recording recording = begin(rig);
    leave(recording);
    rig.timer.advance(ABANDONED.dividedBy(2));
    Outcome newcomer = rig.open(streaming("a"));
    rig.timer.advance(ABANDONED);
    assertThat(happened).as("even before it opens its body").isEmpty();

    write(recording, OpenAiChatFixtures.STREAM);
    recording.end();

    assertThat(text(served(newcomer))).isEqualTo(OpenAiChatFixtures.STREAM);
  }

  @Test
  void whatWillNotBeStoredIsGivenUpAtOnce() {
    Rig small = Rig.with(Map.of("max-entry-size", "1000"));
    Recording recording = begin(small);
    ChunkReader reader = ((ReplyBody.Live) recording.reply().body()).open();
    write(recording, "x".repeat(2_000));

    reader.close();

    assertThat(happened).containsExactly("cancelled");
  }

  @Test
  void anErrorIsGivenUpAtOnce() {
    Recording recording = lease(rig.open(streaming("a"))).reply(500, Calls.JSON);
    recording.whenUnwanted(() -> happened.add("cancelled"));

    leave(recording);

    assertThat(happened).containsExactly("cancelled");
  }

  @Test
  void aBypassIsGivenUpAtOnce() {
    Recording recording =
        lease(rig.open(Calls.with(streaming("a"), "Cache-Control", "no-store")))
            .reply(200, Calls.SSE);
    recording.whenUnwanted(() -> happened.add("cancelled"));

    leave(recording);

    assertThat(happened).containsExactly("cancelled");
  }

  @Test
  void isReadOnAsLongAsFollowersOfAUnaryCallWait() {
    Recording recording = lease(rig.open(asking("a"))).reply(200, Calls.JSON);
    recording.whenUnwanted(() -> happened.add("cancelled"));
    CompletableFuture<Outcome> follower = follow(rig.open(asking("a"))).next();
    leave(recording);
    rig.timer.advance(Duration.ofMinutes(5));
    assertThat(happened).isEmpty();

    follower.cancel(false);
    rig.timer.advance(ABANDONED);

    assertThat(happened).containsExactly("cancelled");
  }

  @Test
  void withoutATimeForItItIsGivenUpAtOnceButNotWhileFollowersWait() {
    Rig hasty = Rig.with(Map.of("finish-abandoned", "0"));
    Recording recording = lease(hasty.open(asking("a"))).reply(200, Calls.JSON);
    recording.whenUnwanted(() -> happened.add("cancelled"));
    CompletableFuture<Outcome> follower = follow(hasty.open(asking("a"))).next();
    leave(recording);
    hasty.timer.advance(Duration.ofSeconds(30));
    assertThat(happened).isEmpty();

    write(recording, OpenAiChatFixtures.REPLY);
    recording.end();

    served(follower.join());
    assertThat(hasty.timer.pending()).isZero();
  }

  private Recording begin(Rig where) {
    Recording recording = lease(where.open(streaming("a"))).reply(200, Calls.SSE);
    recording.whenUnwanted(() -> happened.add("cancelled"));
    return recording;
  }

  private static void leave(Recording recording) {
    ((ReplyBody.Live) recording.reply().body()).open().close();
  }
}

package io.llmcache.internal.engine;

import io.llmcache.exchange.Reply;
import io.llmcache.internal.reply.Recorder;
import io.llmcache.internal.reply.ReplayPlan;
import io.llmcache.settings.ReplayPace;
import io.llmcache.spi.StoredReply;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Replays a stored stream step by step, each in its time, without a thread. Waits for a reader that
 * is behind, and ends when it leaves.
 */
final class PacedReplay {

  private final byte[] body;
  private final ReplayPlan plan;
  private final Recorder out;
  private final Timer timer;
  private int step;
  private volatile boolean unwanted;

  private PacedReplay(byte[] body, ReplayPlan plan, Recorder out, Timer timer) {
    this.body = body;
    this.plan = plan;
    this.out = out;
    this.timer = timer;
  }

  /**
   * Begins with the first step.
   *
   * @param whole the same reply at once
   */
  static Reply begin(StoredReply stored, Reply whole, ReplayPace pace, Timer timer) {
    ReplayPlan plan = ReplayPlan.of(stored, pace);
    Recorder out =
        Recorder.relay(whole.status(), whole.headers(), "", new BypassLease.NobodyKeeps());
    PacedReplay replay = new PacedReplay(stored.body(), plan, out, timer);
    out.whenUnwanted(() -> replay.unwanted = true);
    replay.next();
    return new Reply(whole.status(), whole.headers(), out.reply().body());
  }

  /** One step at a time: the next one is asked for by the timer that this one set. */
  private void next() {
    if (unwanted) {
      return;
    }
    int from = step == 0 ? 0 : plan.end(step - 1);
    out.write(ByteBuffer.wrap(body, from, plan.end(step) - from));
    step++;
    if (step == plan.steps()) {
      out.end();
      return;
    }
    Duration pause = plan.pauseBefore(step);
    out.whenWritable(() -> timer.after(pause, this::next));
  }
}

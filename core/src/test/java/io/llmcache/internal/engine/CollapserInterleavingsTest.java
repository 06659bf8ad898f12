package io.llmcache.internal.engine;

import io.llmcache.internal.reply.Recorder;
import io.llmcache.spi.CacheKey;
import io.llmcache.spi.StoredReply;
import io.llmcache.testing.Effort;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Lincheck runs identical requests in many orders, switching between any two steps of their
 * threads, and looks for results that no order one after the other could have.
 */
@Param(name = "caller", gen = ThreadIdGen.class)
public class CollapserInterleavingsTest {

  private static final CacheKey KEY = new CacheKey(new byte[32]);
  private static final int CALLERS = 8;

  private final Collapser collapser = new Collapser();
  private final AtomicReferenceArray<@Nullable Flight> led = new AtomicReferenceArray<>(CALLERS);
  private final List<Waiter> waiters = new ArrayList<>();

  /** Whether it leads now. */
  @Operation
  public boolean ask(@Param(name = "caller") int caller) {
    Waiter waiter = new Waiter(flight -> {});
    synchronized (waiters) {
      waiters.add(waiter);
    }
    Flight flight = enter(collapser, waiter);
    if (flight != null) {
      led.set(caller, flight);
    }
    return flight != null;
  }

  /** How many others it told, or -1 if it leads nothing. */
  @Operation
  public int land(@Param(name = "caller") int caller) {
    Flight flight = led.getAndSet(caller, null);
    if (flight == null) {
      return -1;
    }
    int before = toldHere();
    flight.release();
    return toldHere() - before;
  }

  private int toldHere() {
    synchronized (waiters) {
      return (int) waiters.stream().filter(Waiter::isToldHere).count();
    }
  }

  @Test
  void oneLeadsAndTheOthersJoinUntilItLands() {
    new ModelCheckingOptions()
        .iterations(3 * Effort.fewRounds())
        .invocationsPerIteration(50)
        .threads(3)
        .actorsPerThread(3)
        .sequentialSpecification(OneAfterTheOther.class)
        .check(CollapserInterleavingsTest.class);
  }

  @Test
  void nobodyIsForgottenWhileLeadersFail() {
    Lincheck.runConcurrentTest(
        100 * Effort.fewRounds(),
        () -> {
          try {
            new FailingLeaders().run();
          } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
          }
        });
  }

  private static @Nullable Flight enter(Collapser collapser, Follower follower) {
    return collapser.enter(KEY, 1, 0, follower, () -> {});
  }

  /**
   * A leader fails while another caller comes, and the follower who goes on for it fails on a third
   * thread meanwhile.
   */
  private static final class FailingLeaders {

    private final Collapser collapser = new Collapser();
    private final AtomicReference<@Nullable Flight> failing = new AtomicReference<>();
    private final AtomicReference<@Nullable Flight> leading = new AtomicReference<>();
    private final Waiter first = new Waiter(failing::set);
    private final Waiter second = new Waiter(leading::set);
    private final Waiter late = new Waiter(leading::set);

    void run() throws InterruptedException {
      Flight flight = enter(collapser, new Waiter(leading::set));
      check(enter(collapser, first) == null && enter(collapser, second) == null, "both join");

      Thread comes = new Thread(this::come);
      Thread fails = new Thread(this::failAgain);
      comes.start();
      fails.start();
      flight.handOver();
      comes.join();
      fails.join();

      failAgain();
      Flight last = leading.getAndSet(null);
      if (last != null) {
        last.release();
      }
      check(first.told() && second.told() && late.told(), "all are told");
      check(collapser.size() == 0, "no flight is left");
    }

    /** AssertJ's objects cannot be compared, which Lincheck does with all. */
    private static void check(boolean holds, String what) {
      if (!holds) {
        throw new AssertionError("it does not hold that " + what);
      }
    }

    private void come() {
      Flight own = enter(collapser, late);
      if (own != null) {
        late.release();
        own.release();
      }
    }

    private void failAgain() {
      Flight flight = failing.getAndSet(null);
      if (flight != null) {
        flight.handOver();
      }
    }
  }

  /** Notes whether it was told, and does not bear to be told twice. */
  private static final class Waiter implements Follower {

    private final Consumer<Flight> leads;
    private final AtomicReference<@Nullable Thread> told = new AtomicReference<>();

    Waiter(Consumer<Flight> leads) {
      this.leads = leads;
    }

    boolean told() {
      return told.get() != null;
    }

    boolean isToldHere() {
      return told.get() == Thread.currentThread();
    }

    private void tell() {
      if (!told.compareAndSet(null, Thread.currentThread())) {
        throw new IllegalStateException("told twice");
      }
    }

    @Override
    public String form() {
      return "json";
    }

    @Override
    public boolean attach(Recorder running) {
      throw new UnsupportedOperationException("nothing is streamed here");
    }

    @Override
    public void serve(StoredReply stored, String how) {
      tell();
    }

    @Override
    public boolean rescue(String status) {
      return false;
    }

    @Override
    public void release() {
      tell();
    }

    @Override
    public boolean lead(Flight flight) {
      tell();
      leads.accept(flight);
      return true;
    }

    @Override
    public boolean waits() {
      return told.get() == null;
    }
  }

  /** What requests see that come one after the other. */
  public static final class OneAfterTheOther {

    private int leader = -1;
    private int waiting;

    public boolean ask(int caller) {
      if (leader >= 0) {
        waiting++;
        return false;
      }
      leader = caller;
      return true;
    }

    public int land(int caller) {
      if (leader != caller) {
        return -1;
      }
      int told = waiting;
      leader = -1;
      waiting = 0;
      return told;
    }
  }
}

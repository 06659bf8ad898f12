package io.llmcache.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.llmcache.benchmarks.FleetCost.Costs;
import io.llmcache.benchmarks.FleetCost.Load;
import io.llmcache.benchmarks.FleetCost.Prices;
import org.junit.jupiter.api.Test;

class FleetCostTest {

  private static final Costs COSTS = new Costs(1_024, 4_096, 500, 1_048.576);
  private static final Prices PRICES = new Prices(10, 0.5, 50_000, 1, 1, 0.002);

  /** 6,000 requests a second: 1,500 near, 3,000 shared, 600 by meaning, 900 to the provider. */
  private static final FleetCost COST =
      new FleetCost(new Load(10, 1 << 20, 0.5, 360_000, 0.25, 0.5, 0.1), COSTS, PRICES);

  @Test
  void memoryIsThatOfBothKindsOfEntries() {
    assertThat(COST.memoryGib()).isEqualTo(0.5 + 2.0);
  }

  @Test
  void eachTierIsAskedForWhatThoseBeforeItDidNotAnswer() {
    assertThat(COST.getsPerSecond()).isEqualTo(4_500, within(1e-6));
    assertThat(COST.searchesPerSecond()).isEqualTo(750, within(1e-6));
    assertThat(COST.writesPerSecond()).isEqualTo(1_350, within(1e-6));
  }

  @Test
  void trafficIsThatOfHitsAndOfWhatIsStored() {
    assertThat(COST.mebibytesPerSecond()).isEqualTo(4.5, within(1e-6));
  }

  @Test
  void shardsAreAsManyAsMemoryOrWorkNeedsWhicheverIsMore() {
    assertThat(COST.shardsForMemory()).isEqualTo(1);
    // 2 * (5850 / 50000 + 750 * 0.0005)
    assertThat(COST.shardsForWork()).isEqualTo(1);
    FleetCost larger =
        new FleetCost(new Load(10, 8 << 20, 0.5, 3_600_000, 0.25, 0.5, 0.1), COSTS, PRICES);
    assertThat(larger.shardsForMemory()).isEqualTo(4);
    assertThat(larger.shardsForWork()).isEqualTo(10);
    assertThat(larger.shards()).isEqualTo(10);
    assertThat(larger.redisPerMonth()).isEqualTo(10 * 2 * 730.0);
  }

  @Test
  void whatIsSavedIsThePriceOfTheCallsThatWereNotMade() {
    assertThat(COST.savedPerMonth()).isEqualTo(5_100L * 730 * 3_600 * 0.002, within(1e-3));
  }

  @Test
  void sharesBeyondAllRequestsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Load(1, 1, 0, 1, 0.5, 0.4, 0.2))
        .withMessageContaining("0.5 + 0.4 + 0.2");
  }
}

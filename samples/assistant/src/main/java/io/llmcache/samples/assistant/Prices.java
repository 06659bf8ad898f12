package io.llmcache.samples.assistant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.Map;

/**
 * What a model's tokens cost, in US dollars per million.
 *
 * <p>The simulated model has an example price. Others are set by {@code ASSISTANT_PRICES}, a system
 * property or an environment variable: {@code MODEL=INPUT/OUTPUT, MODEL=INPUT/OUTPUT}.
 */
@ApplicationScoped
public class Prices {

  /** Where a price comes from, as the page says it. */
  enum Source {
    EXAMPLE,
    CONFIGURED,
    UNKNOWN
  }

  /** US dollars per million tokens. */
  record Price(double input, double output, Source source) {

    double of(Usage usage) {
      return (usage.promptTokens() * input + usage.completionTokens() * output) / 1e6;
    }
  }

  private static final Price NONE = new Price(0, 0, Source.UNKNOWN);

  private final Map<String, Price> prices = new HashMap<>();

  /** Reads the setting. */
  public Prices() {
    prices.put("simulated-small", new Price(0.15, 0.60, Source.EXAMPLE));
    String setting = AssistantConfig.setting("ASSISTANT_PRICES", "");
    if (!setting.isEmpty()) {
      for (String entry : setting.split(",", -1)) {
        add(entry);
      }
    }
  }

  /** Makes a setting that cannot be read stop the deployment, not the first question. */
  void read(@Observes @Initialized(ApplicationScoped.class) Object started) {}

  /** A price of zero, marked as unknown, for a model that has none. */
  Price of(String model) {
    return prices.getOrDefault(model, NONE);
  }

  private void add(String entry) {
    String[] parts = entry.strip().split("[=/]", -1);
    try {
      double input = Double.parseDouble(parts[1]);
      double output = Double.parseDouble(parts[2]);
      prices.put(parts[0].strip(), new Price(input, output, Source.CONFIGURED));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "ASSISTANT_PRICES: '"
              + entry
              + "' is not MODEL=INPUT/OUTPUT, such as gpt-4o-mini=0.15/0.60",
          e);
    }
  }
}

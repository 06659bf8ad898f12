package io.llmcache.platform;

import java.util.List;

/** Where figures are counted. Thread-safe; must be quick. */
public interface Figures {

  /**
   * @param values of the figure's tags, in their order; few different ones, none empty
   */
  void add(Figure figure, double amount, List<String> values);
}

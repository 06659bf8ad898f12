package io.llmcache.cli.tune;

import io.llmcache.cli.semantic.Embedders;
import io.llmcache.cli.semantic.Matchers;
import io.llmcache.cli.semantic.OnOff;
import io.llmcache.settings.Settings;
import io.llmcache.settings.SettingsReader;
import io.llmcache.settings.SettingsSource;
import io.llmcache.spi.Embedder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Measures files of pairs with the default model and all guards, as {@code tune} does. */
final class Studies {

  /** A machine that does other things as well is no reason to fail. */
  private static final Map<String, String> PATIENT = Map.of("llmcache.embedding-timeout", "60s");

  private Studies() {}

  /** At 0.90 and at 0.95, in this order. */
  static Findings of(List<Path> files) throws Exception {
    Settings settings =
        SettingsReader.read(List.of(SettingsSource.ofMap("the test", true, PATIENT)), note -> {});
    List<LabelledPair> pairs = PairsFile.readAll(files);
    List<String> texts = pairs.stream().flatMap(pair -> Stream.of(pair.a(), pair.b())).toList();
    try (Embedder embedder = Embedders.open(settings, warning -> {})) {
      Vectorised vectors = Vectorised.of(texts, embedder);
      List<String> guards = Matchers.active(OnOff.on, settings);
      PairJudge judge = new PairJudge(Matchers.of(OnOff.on, settings), guards, vectors);
      List<Double> thresholds = List.of(0.90, 0.95);
      return new Study("", thresholds, 0.01, guards, judge, vectors).of(pairs, 1);
    }
  }
}

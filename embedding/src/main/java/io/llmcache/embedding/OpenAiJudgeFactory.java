package io.llmcache.embedding;

import io.llmcache.settings.Semantic;
import io.llmcache.settings.SettingKey;
import io.llmcache.settings.Settings;
import io.llmcache.spi.AnswerJudge;
import io.llmcache.spi.AnswerJudgeFactory;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the judge that {@code llmcache.judge} names. */
public final class OpenAiJudgeFactory implements AnswerJudgeFactory {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Does not wait for the service. How often it is asked is the caller's to bound. */
  @Override
  public @Nullable AnswerJudge create(Settings settings, Consumer<String> warn) {
    Semantic.Judge wanted = settings.semantic().judge();
    URI url = wanted.url();
    if (url == null) {
      return null;
    }
    String key = KeyFile.read(wanted.keyFile(), SettingKey.JUDGE_KEY_FILE);
    return new OpenAiJudge(new ServiceAddress(url, wanted.model()), key, TIMEOUT);
  }
}

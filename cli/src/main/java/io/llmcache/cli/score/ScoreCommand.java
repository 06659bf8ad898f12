package io.llmcache.cli.score;

import io.llmcache.cli.common.ConfigError;
import io.llmcache.cli.common.ExitCodes;
import io.llmcache.cli.common.Version;
import io.llmcache.settings.SettingsException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code llmcache.jar score}. */
@Command(
    name = "score",
    description = {
      "Says which questions would share an answer, with the classes that serve.",
      "",
      "Reads JSON lines (UTF-8) from standard input until its end, and answers each with one line, in"
          + " order and at once. Lines of both kinds may be mixed.",
      "",
      "A pair:",
      "  {\"a\": TEXT, \"b\": TEXT}",
      "  {\"hit\": true, \"score\": 0.973, \"reason\": \"...\"}",
      "A question of a stream: a miss is stored, a hit names the stored text and stores nothing:",
      "  {\"id\": 7, \"q\": TEXT}",
      "  {\"hit\": false, \"match\": null, \"score\": 0.71, \"reason\": \"below 0.95\"}",
      "",
      "score is the cosine, of the match or else of the nearest stored text, and null where nothing"
          + " was compared. A reason that begins with veto means: no hit at any threshold. Guards"
          + " look at what reaches the threshold only; --threshold 0 shows every veto. A text that"
          + " is longer than the embedder takes is \"too-long\": it is never cut.",
      "",
      "Texts stay on this machine, unless --embedding names a service.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Every line was answered, a malformed one by {\"error\": TEXT}.",
      "1:With --strict: some lines were answered by an error. Else: the input cannot be read.",
      "2:The command or a setting is wrong; nothing was read."
    })
public final class ScoreCommand implements Callable<Integer> {

  @Mixin private final ScoreOptions options = new ScoreOptions();

  @Override
  public Integer call() throws Exception {
    try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      options.check();
      return new ScoreRun(options, System.getenv(), System.in, out, System.err).run();
    } catch (ConfigError | SettingsException e) {
      System.err.println("llmcache: " + e.getMessage());
      return ExitCodes.MISUSED;
    }
  }
}

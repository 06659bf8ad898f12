package io.llmcache.cli;

import io.llmcache.cli.common.ConfigError;
import io.llmcache.cli.common.ExitCodes;
import io.llmcache.cli.common.Version;
import io.llmcache.settings.SettingsException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code llmcache.jar warm FILE}. */
@Command(
    name = "warm",
    description = {
      "Fills the shared tier before anybody asks.",
      "",
      "FILE has one request on each line, in the form of OpenAI's Batch API:",
      "  {\"custom_id\": \"1\", \"method\": \"POST\", \"url\": \"/v1/chat/completions\", \"body\": {...}}",
      "Each request whose answer is not stored yet is sent to the provider once, and its answer is"
          + " stored. With --pairs the answers stand in FILE:",
      "  {\"model\": \"...\", \"system\": \"...\", \"question\": \"...\", \"answer\": \"...\", \"tags\": [\"...\"]}",
      "  {\"body\": {...}, \"answer\": \"...\"}",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:All lines are finished.",
      "1:Some lines failed, or the run ended early; standard error says which and why.",
      "2:The command or a setting is wrong; nothing was done.",
      "130:Interrupted. The same command goes on where this one stopped."
    })
final class WarmCommand implements Callable<Integer> {

  @Mixin private final WarmOptions options = new WarmOptions();

  @Override
  public Integer call() throws Exception {
    try {
      options.check();
      return new WarmRun(options, System.getenv(), System.out, System.err, InstantSource.system())
          .run();
    } catch (ConfigError | SettingsException e) {
      System.err.println("llmcache: " + e.getMessage());
      return ExitCodes.MISUSED;
    }
  }
}

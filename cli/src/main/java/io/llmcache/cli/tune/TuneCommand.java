package io.llmcache.cli.tune;

import io.llmcache.cli.common.ConfigError;
import io.llmcache.cli.common.ExitCodes;
import io.llmcache.cli.common.Version;
import io.llmcache.settings.SettingsException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code llmcache.jar tune PAIRS.tsv...}. */
@Command(
    name = "tune",
    description = {
      "Measures thresholds and guards on your own pairs of questions.",
      "",
      "PAIRS has one pair on each line (UTF-8), with tabs between and perhaps this header:",
      "  text_a    text_b    label    kind",
      "label is 1 where the answer to the one text may be served for the other, else 0. kind is a word"
          + " of yours for what differs; same:INTENT gives both texts an intent, and a stream is"
          + " simulated with the texts whose intent is known.",
      "",
      "Printed are precision, recall and false hits over thresholds, by file and by kind; what each"
          + " guard stops and costs; the streams; and the threshold for the wished error rate.",
      "",
      "Texts stay on this machine, unless --embedding names a service. The HTML report holds some of"
          + " them and refers to nothing outside itself.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:All pairs are measured.",
      "1:The embedder failed, or a file cannot be written.",
      "2:The command, a setting or a line of a file is wrong; standard error says which."
    })
public final class TuneCommand implements Callable<Integer> {

  @Mixin private final TuneOptions options = new TuneOptions();

  @Override
  public Integer call() throws Exception {
    try (PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8)) {
      options.check();
      new TuneRun(options, System.getenv(), out, System.err).run();
      return 0;
    } catch (ConfigError | SettingsException e) {
      System.err.println("llmcache: " + e.getMessage());
      return ExitCodes.MISUSED;
    } catch (IOException e) {
      System.err.println("llmcache: " + e.getMessage());
      return ExitCodes.SOME_FAILED;
    }
  }
}

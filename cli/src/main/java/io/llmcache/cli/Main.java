package io.llmcache.cli;

import io.llmcache.cli.common.ExitCodes;
import io.llmcache.cli.common.Version;
import io.llmcache.cli.score.ScoreCommand;
import io.llmcache.cli.tune.TuneCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Where {@code java -jar llmcache.jar} begins. */
@Command(
    name = "llmcache",
    description = "Tools for the LLM response cache.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {WarmCommand.class, ScoreCommand.class, TuneCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "More about a command: java -jar llmcache.jar COMMAND --help"})
public final class Main implements Runnable {

  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  /** Ends the process with the command's exit code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setUsageHelpWidth(100)
        .setParameterExceptionHandler(Main::misused)
        .setExecutionExceptionHandler(Main::failed);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing, such as warm.");
  }

  private static int misused(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    command.getErr().println("llmcache: " + e.getMessage());
    String name = command.getCommandSpec().name();
    command
        .getErr()
        .println(
            "Try: java -jar llmcache.jar %s--help"
                .formatted(name.equals("llmcache") ? "" : name + " "));
    return ExitCodes.MISUSED;
  }

  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    command.getErr().println("llmcache: " + e);
    return ExitCodes.SOME_FAILED;
  }
}

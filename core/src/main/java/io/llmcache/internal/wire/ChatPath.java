package io.llmcache.internal.wire;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the path of a chat completion says. */
final class ChatPath {

  private static final String END = "/chat/completions";
  private static final Pattern DEPLOYMENT =
      Pattern.compile("/openai/deployments/([^/]+)/chat/completions$");

  private ChatPath() {}

  static boolean recognises(URI target) {
    String path = target.getRawPath();
    return path != null && path.endsWith(END);
  }

  /** Azure's deployment, which names the model whatever the body says; empty if there is none. */
  static String deployment(URI target) {
    String path = target.getPath();
    Matcher matcher = DEPLOYMENT.matcher(path == null ? "" : path);
    return matcher.find() ? matcher.group(1) : "";
  }
}

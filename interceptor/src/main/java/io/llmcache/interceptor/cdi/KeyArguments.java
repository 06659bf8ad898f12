package io.llmcache.interceptor.cdi;

import io.llmcache.interceptor.LlmCacheIgnore;
import io.llmcache.interceptor.LlmCacheKey;
import io.llmcache.interceptor.SemanticKey;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The arguments that a result depends on, as a JSON object. Thread-safe. */
final class KeyArguments {

  private final List<Part> parts;
  private final @Nullable Part question;

  private KeyArguments(List<Part> parts, @Nullable Part question) {
    this.parts = parts;
    this.question = question;
  }

  /**
   * @throws PlanException if an annotation is out of place, or a type does not show in JSON
   */
  static KeyArguments of(Parameters parameters) {
    int question = question(parameters);
    boolean chosen = parameters.anyHas(LlmCacheKey.class);
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < parameters.count(); i++) {
      if (parameters.has(i, LlmCacheKey.class) && parameters.has(i, LlmCacheIgnore.class)) {
        throw new PlanException(
            "the parameter %s has both @LlmCacheKey and @LlmCacheIgnore: leave one of them"
                .formatted(parameters.name(i)));
      }
      boolean counts =
          chosen
              ? parameters.has(i, LlmCacheKey.class) || i == question
              : !parameters.has(i, LlmCacheIgnore.class);
      if (counts) {
        parts.add(part(parameters, i));
      }
    }
    return new KeyArguments(
        List.copyOf(parts),
        parts.stream().filter(part -> part.index() == question).findFirst().orElse(null));
  }

  private static int question(Parameters parameters) {
    int[] questions =
        IntStream.range(0, parameters.count())
            .filter(i -> parameters.has(i, SemanticKey.class))
            .toArray();
    if (questions.length == 0) {
      return -1;
    }
    if (questions.length > 1) {
      throw new PlanException(
          "%d parameters have @SemanticKey: only one can be the question"
              .formatted(questions.length));
    }
    int question = questions[0];
    if (parameters.type(question) != String.class) {
      throw new PlanException(
          "the parameter %s has @SemanticKey and is a %s: a question is a String"
              .formatted(parameters.name(question), parameters.type(question).getTypeName()));
    }
    if (parameters.has(question, LlmCacheIgnore.class)) {
      throw new PlanException(
          "the parameter %s has both @SemanticKey and @LlmCacheIgnore: leave one of them"
              .formatted(parameters.name(question)));
    }
    return question;
  }

  private static Part part(Parameters parameters, int index) {
    String fault = JsonForm.faultWritten(parameters.type(index));
    if (fault != null) {
      throw new PlanException(
          "the parameter %s cannot be part of the key, since %s; give it @LlmCacheIgnore if the"
                  .formatted(parameters.name(index), fault)
              + " result does not depend on it, or @LlmCacheKey to the parameters it does depend"
              + " on");
    }
    return new Part(parameters.name(index), index, parameters.type(index));
  }

  /** The name of the member that is the question, for these arguments; null: there is none. */
  @Nullable String question(@Nullable Object[] arguments) {
    return question == null || arguments[question.index()] == null ? null : question.name();
  }

  /**
   * The key's arguments by the names of their parameters.
   *
   * @throws NotCacheableException if one has no JSON
   */
  String json(@Nullable Object[] arguments) throws NotCacheableException {
    StringBuilder json = new StringBuilder("{");
    for (Part part : parts) {
      json.append(json.length() == 1 ? "" : ",")
          .append('"')
          .append(part.name())
          .append("\":")
          .append(part.json(arguments[part.index()]));
    }
    String made = json.append('}').toString();
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(made)) {
      throw new NotCacheableException("an argument has half a character in it");
    }
    return made;
  }

  private record Part(String name, int index, Type type) {

    String json(@Nullable Object argument) throws NotCacheableException {
      if (argument == null) {
        return "null";
      }
      if (!DeclaredClass.isOf(argument, type)) {
        throw new NotCacheableException(
            "the argument %s is, or has in it, an object of another class than is declared"
                .formatted(name));
      }
      try {
        return Writer.JSONB.toJson(argument, type);
      } catch (RuntimeException | StackOverflowError e) {
        throw new NotCacheableException("the argument " + name + " has no JSON", e);
      }
    }
  }

  /** Made when it is first needed. */
  private static final class Writer {
    static final Jsonb JSONB = JsonbBuilder.create(new JsonbConfig().withNullValues(true));
  }
}

package io.llmcache.interceptor.cdi;

import jakarta.el.ELContext;
import jakarta.el.ELException;
import jakarta.el.ELManager;
import jakarta.el.ELResolver;
import jakarta.el.ExpressionFactory;
import jakarta.el.ImportHandler;
import jakarta.el.PropertyNotFoundException;
import jakarta.el.StandardELContext;
import jakarta.el.ValueExpression;
import jakarta.el.VariableMapper;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An expression over a result and the arguments: when it is not stored. Thread-safe. */
final class Unless {

  /** What the result is called in it. */
  static final String RESULT = "result";

  /** A text in quotes, or a property that the language takes for its operator {@code empty}. */
  private static final Pattern EMPTY =
      Pattern.compile(
          "('(?:\\\\.|[^'\\\\])*'|\"(?:\\\\.|[^\"\\\\])*\")|\\.\\s*empty\\b(?!\\s*\\()");

  private final ExpressionFactory factory;
  private final ValueExpression expression;

  private Unless(ExpressionFactory factory, ValueExpression expression) {
    this.factory = factory;
    this.expression = expression;
  }

  /**
   * @param text with or without <code>${}</code>
   * @param parameters whose names it may use
   * @throws PlanException if it cannot be read, names what there is not, or nothing here reads it
   */
  static Unless of(String text, Parameters parameters) {
    ExpressionFactory factory;
    try {
      factory = ELManager.getExpressionFactory();
    } catch (LinkageError | ELException e) {
      throw new PlanException(
          "unless = \"%s\" needs Jakarta Expression Language, which this platform has not: leave"
                  .formatted(text)
              + " it out, or add org.glassfish.expressly:expressly");
    }
    String written =
        EMPTY
            .matcher(text.strip())
            .replaceAll(
                it -> Matcher.quoteReplacement(it.group(1) == null ? "['empty']" : it.group(1)));
    boolean bare = !written.startsWith("${") && !written.startsWith("#{");
    NameWatch names = new NameWatch(factory);
    try {
      ValueExpression read =
          factory.createValueExpression(names, bare ? "${" + written + "}" : written, Object.class);
      checkNames(text, names, parameters);
      return new Unless(factory, read);
    } catch (ELException e) {
      throw new PlanException("unless = \"%s\" is no expression: %s".formatted(text, firstLine(e)));
    }
  }

  private static void checkNames(String text, NameWatch names, Parameters parameters) {
    if (text.contains("->")) {
      return; // the parameters of a lambda are names too
    }
    Set<String> unknown = new TreeSet<>(names.met);
    unknown.remove(RESULT);
    unknown.removeIf(it -> parameters.named() && parameters.names().contains(it));
    unknown.removeIf(it -> names.getImportHandler().resolveClass(it) != null);
    if (!unknown.isEmpty()) {
      String name = unknown.iterator().next();
      throw new PlanException(
          parameters.named()
              ? "unless = \"%s\" names %s; it can name result%s"
                  .formatted(text, name, listed(parameters.names()))
              : "unless = \"%s\" names %s, but %s".formatted(text, name, Parameters.NO_NAMES));
    }
  }

  private static String listed(List<String> names) {
    return names.isEmpty() ? "" : " and " + String.join(", ", names);
  }

  private static String firstLine(ELException e) {
    String message = e.getMessage();
    return message == null ? e.toString() : message.lines().findFirst().orElse("");
  }

  /**
   * Whether the result is not to be stored.
   *
   * @param names the result and the arguments
   * @throws ELException if it cannot be told
   */
  boolean holds(Map<String, @Nullable Object> names) {
    StandardELContext context = new StandardELContext(factory);
    context.addELResolver(new Names(names));
    Object value = expression.getValue(context);
    if (value instanceof Boolean said) {
      return said;
    }
    throw new ELException(
        "it is %s, not true or false"
            .formatted(value == null ? "null" : "a " + value.getClass().getName()));
  }

  String text() {
    return expression.getExpressionString();
  }

  /** Notes the names that an expression begins with. */
  private static final class NameWatch extends StandardELContext {

    final Set<String> met = new HashSet<>();
    private final ImportHandler imports = new ImportHandler();

    NameWatch(ExpressionFactory factory) {
      super(factory);
    }

    @Override
    public ImportHandler getImportHandler() {
      return imports;
    }

    @Override
    public VariableMapper getVariableMapper() {
      return new VariableMapper() {
        @Override
        public @Nullable ValueExpression resolveVariable(String name) {
          met.add(name);
          return null;
        }

        @Override
        public @Nullable ValueExpression setVariable(String name, ValueExpression meant) {
          return null;
        }
      };
    }
  }

  /**
   * The names, and two properties that the language has not: those of records, and whether a
   * collection or a map is empty.
   */
  private static final class Names extends ELResolver {

    private final Map<String, @Nullable Object> names;

    Names(Map<String, @Nullable Object> names) {
      this.names = names;
    }

    @Override
    public @Nullable Object getValue(
        ELContext context, @Nullable Object base, @Nullable Object property) {
      String name = String.valueOf(property);
      if (base == null && names.containsKey(name)) {
        context.setPropertyResolved(null, property);
        return names.get(name);
      }
      if (base instanceof Collection<?> collection && name.equals("empty")) {
        context.setPropertyResolved(base, property);
        return collection.isEmpty();
      }
      if (base instanceof Map<?, ?> map && name.equals("empty") && !map.containsKey(name)) {
        context.setPropertyResolved(base, property);
        return map.isEmpty();
      }
      return base instanceof Record known ? component(context, known, name) : null;
    }

    private static @Nullable Object component(ELContext context, Record of, String name) {
      for (RecordComponent component : of.getClass().getRecordComponents()) {
        if (component.getName().equals(name)) {
          component.getAccessor().trySetAccessible();
          try {
            Object value = component.getAccessor().invoke(of);
            context.setPropertyResolved(of, name);
            return value;
          } catch (IllegalAccessException | InvocationTargetException e) {
            throw new PropertyNotFoundException(name, e);
          }
        }
      }
      return null;
    }

    @Override
    public @Nullable Class<?> getType(
        ELContext context, @Nullable Object base, @Nullable Object property) {
      return null;
    }

    @Override
    public void setValue(
        ELContext context,
        @Nullable Object base,
        @Nullable Object property,
        @Nullable Object value) {
      // nothing here can be set
    }

    @Override
    public boolean isReadOnly(ELContext context, @Nullable Object base, @Nullable Object property) {
      return true;
    }

    @Override
    public @Nullable Class<?> getCommonPropertyType(ELContext context, @Nullable Object base) {
      return null;
    }
  }
}

package io.llmcache.interceptor;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method's results are cached: called again with the same arguments, it is not run; the stored
 * result is restored from JSON, a new object each time. Identical calls at the same time run the
 * method once. On a class it holds for every public method; what a method says itself goes first.
 *
 * <p>It works on CDI beans and EJBs, for calls that go through the container: not for a call of one
 * method by another of the same object, and not for private, static or final methods. Exceptions,
 * failed stages and items that stop early are never cached. A fault of the cache runs the method.
 *
 * <p>A result may be of any type that JSON-B restores as it was, an {@link java.util.Optional}
 * included, a {@link java.util.concurrent.CompletionStage} of it, or a {@link
 * java.util.concurrent.Flow.Publisher} or {@link java.util.stream.Stream} whose items are. Anything
 * else fails the deployment, with a message that names the method and the remedy.
 *
 * <p>The configuration may say otherwise about one method, also at run time: {@code
 * llmcache.method.NAME.ttl}, {@code semantic}, {@code threshold}, {@code scope} and {@code cached}.
 */
@Documented
@Inherited
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface LlmCached {

  /**
   * What the method is called in the configuration and in {@link LlmCacheInvalidate#name}: letters,
   * digits, dots, dashes, underscores. Empty: the bean's class without package, a dot, and the
   * method. Methods with the same given name, parameters and result share their answers.
   */
  @Nonbinding
  String name() default "";

  /** Lifetime of an answer, as {@code 90s, 10m, 1h, 7d} or {@code PT1H}; empty: as configured. */
  @Nonbinding
  String ttl() default "";

  /**
   * Whether a question in other words may get the stored answer. It has an effect where a parameter
   * is the {@link SemanticKey}, and answers by meaning are on.
   */
  @Nonbinding
  boolean semantic() default true;

  /**
   * Least cosine of an answer by meaning, from 0 to 1; it can only be stricter than what is
   * configured. -1: as configured.
   */
  @Nonbinding
  double threshold() default -1;

  /**
   * What answers can be taken away by, at most 31: texts in which {@code {id}} stands for the
   * parameter of that name and {@code {order.customer.id}} for a property of it. Where a value is
   * null, or has a comma or a control character in it, the result is not stored.
   */
  @Nonbinding
  String[] tags() default {};

  /** Who shares the answers. */
  @Nonbinding
  Scope scope() default Scope.CALLER;

  /**
   * An expression of Jakarta Expression Language over {@code result} and the parameters: a result
   * for which it is true is not stored. For a stream {@code result} is each item, and one for which
   * it is true keeps all from being stored; publishers cannot have it. If it fails, nothing is
   * stored. Empty: every result is.
   */
  @Nonbinding
  String unless() default "";

  /** Who shares the answers of a method. */
  enum Scope {
    /**
     * Those that are the same caller to the server. Where callers have to be told apart by
     * configuration and this one is not known, nothing is cached.
     */
    CALLER,
    /** Everybody: for answers that do not depend on who asks. */
    APPLICATION
  }
}

package io.llmcache.interceptor;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The question: a String, at most one parameter of a method. Where answers by meaning are on, the
 * stored answer to a question in other words may be served, if all other arguments are equal.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface SemanticKey {}

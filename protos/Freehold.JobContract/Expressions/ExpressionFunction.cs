namespace Freehold.JobContract.Expressions;

/// <summary>How a function is called. As a filter or method its first parameter is what stands before it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Required">Parameters that must be given, the first ones.</param>
/// <param name="Parameters">Names of all parameters, the first being the subject.</param>
/// <param name="Methods">Other names for it.</param>
public sealed record ExpressionFunction(string Name, int Required, IReadOnlyList<string> Parameters, IReadOnlyList<string> Methods);

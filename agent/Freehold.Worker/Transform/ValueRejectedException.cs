namespace Freehold.Worker.Transform;

/// <summary>Ends a query because a rule could not be applied to a value. Where it lies is searched for afterwards.</summary>
internal sealed class ValueRejectedException() : Exception("A rule could not be applied to a value.");

namespace Freehold.Delivery.Tests;

/// <summary>A promise of the product was broken. The message says which, and by what.</summary>
internal sealed class InvariantViolatedException(string message) : Exception(message);

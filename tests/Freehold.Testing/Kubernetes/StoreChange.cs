using System.Text.Json.Nodes;

namespace Freehold.Testing.Kubernetes;

/// <summary>One change of one object, as a watch tells it.</summary>
/// <param name="Version">resourceVersion of the object after the change.</param>
/// <param name="Resource">Such as <c>pods</c>.</param>
/// <param name="Type">ADDED, MODIFIED or DELETED.</param>
internal sealed record StoreChange(long Version, string Resource, string Type, JsonObject Object);

namespace Freehold.Testing.ObjectStores;

/// <summary>A key of a test server.</summary>
public sealed record AccessKey(string Id, string Secret);

using System.Text.Json.Serialization;
using Freehold.Worker.Children;

namespace Freehold.Worker.Tasks;

/// <summary>Plans and records as they are stored, and what coordinator and children say to each other.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JobPlan))]
[JsonSerializable(typeof(TaskRecord))]
[JsonSerializable(typeof(FailedIndex))]
[JsonSerializable(typeof(ChildStart))]
[JsonSerializable(typeof(ChildOrder))]
[JsonSerializable(typeof(ChildReport))]
internal sealed partial class TaskJson : JsonSerializerContext;

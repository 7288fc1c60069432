using Freehold.Buckets;
using Freehold.JobContract.Transform;

namespace Freehold.Worker.Inputs;

/// <summary>One object of the input, and what its output will be called.</summary>
/// <param name="Bucket">Where it lies.</param>
/// <param name="Name">Its name there, relative to the folder before the first glob; also how failures name it.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Format">Its format, by its extension.</param>
/// <param name="OutputFormat">Format of the output.</param>
/// <param name="OutputName">Name of the output within the attempt: the object's own, with another extension if the format changes.</param>
internal sealed record InputObject(
    IBucket Bucket, string Name, long Bytes, DataFormat Format, DataFormat OutputFormat, string OutputName);

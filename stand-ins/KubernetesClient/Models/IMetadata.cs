namespace k8s.Models;

public interface IMetadata<T>
{
    T Metadata { get; set; }
}
